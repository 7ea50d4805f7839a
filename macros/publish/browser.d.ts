// What browsers have and the checker does not know yet, and what the build fills in: for the checker alone.

/** A policy of Trusted Types: what it gives is an address to the checker, and a trusted one to the browser. */
declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createHTML?(text: string): string; createScriptURL?(address: string): string | null },
      ): { createHTML(text: string): string; createScriptURL(address: string): string };
    }
  | undefined;

/** The files of the browser's Python, written into its worker. */
declare var AMIABLE_FILES: Record<"trimmed" | "plain", Record<string, { bytes: number; wire: number; sha256: string }>> & {
  info: Record<string, string>;
};

interface Navigator {
  readonly connection?: { readonly saveData: boolean };
}
