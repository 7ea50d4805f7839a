// What esbuild resolves when it makes the engine of one file: for the checker alone.

declare module "engine" {
  type Create = NonNullable<NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>["createPyodideModule"]>;
  /** An engine of Emscripten's, as Pyodide takes it, and what of it we touch. */
  export type Engine = Awaited<ReturnType<Create>> & {
    HEAPU32: Uint32Array;
    _emscripten_stack_get_end(): number;
  };
  /** The settings that Pyodide gives it, and keeps hold of. */
  export interface Settings {
    postRun?: (() => void) | (() => void)[];
    INITIAL_MEMORY?: number;
    noInitialRun?: boolean;
  }
  /** Start an engine, with its settings. */
  export default function createPyodideModule(settings: Settings): Promise<Engine>;
}

declare module "pyodide.mjs" {
  export { loadPyodide } from "pyodide";
}
