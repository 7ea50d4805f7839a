// Compiles the archives of a directory with pyodide-build, inside the Python that will read them:
// node precompile.mjs PYODIDE PACKAGES DIRECTORY
//
// Boots Pyodide as it comes, with PACKAGES (a site-packages that holds pyodide-build) beside its own library, and has
// each .zip and .whl of DIRECTORY replaced by one of bytecode; a pyodide-lock.json there gets the new names and hashes.
// Only this Python can do it: another version's bytecode would be refused.

import { pathToFileURL } from "node:url";

// Print the message alone: the stack frame would quote the whole engine, which is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, packages, directory] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
// With a fixed day, zipfile and py_compile give the same bytes for the same sources.
const env = { PYTHONHASHSEED: "0", SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH };
const python = await loadPyodide({ indexURL: pyodide, env });
for (const [place, root] of Object.entries({ "/packages": packages, "/archives": directory })) {
  python.FS.mkdir(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
// Stored, not deflated: the whole is compressed better on the wire than piece by piece.
python.runPython(`
import sys
from pathlib import Path

sys.path.append("/packages")
from pyodide_build._py_compile import _py_compile_archive_dir

_py_compile_archive_dir(Path("/archives"), keep=False, verbose=False, compression_level=0)
`);
