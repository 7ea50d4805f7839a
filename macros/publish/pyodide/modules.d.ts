// What esbuild resolves when it makes the engine of one file: for the checker alone.

declare module "engine" {
  /** Start an engine of Emscripten's, with its settings. */
  export default function createPyodideModule(settings: Record<string, unknown>): Promise<any>;
}

declare module "pyodide.mjs" {
  export { loadPyodide } from "pyodide";
}
