// What a service worker has beside a plain worker, and what the build fills in: for the checker alone.

interface WorkerGlobalScope {
  readonly AMIABLE_SITE: {
    version: string;
    shell: string[];
    pages: string[];
    python: string[];
    library: string;
    snapshot: string;
    looks: string[];
    checksums: Record<string, string>;
  };
  skipWaiting(): Promise<void>;
}

interface WorkerGlobalScopeEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  message: ExtendableMessageEvent;
}

interface WorkerNavigator {
  readonly connection?: { readonly saveData: boolean };
}
