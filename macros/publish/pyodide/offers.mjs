// How Emscripten writes in its script what the engine offers, and which of that other scripts take.

/** `_name=Module["_name"]=wasmExports["name"];` */
export const OFFER = /(_[\w$]+)=Module\["\1"\]=wasmExports\["[\w$.]+"\](?:\.value>>>0)?;/g;

/** Return whether any of these scripts names what the engine offers under a name, or under that of its variable. @param {string[]} scripts */
export function takenBy(...scripts) {
  const words = new Set(scripts.flatMap((one) => one.match(/[\w$]+/g) ?? []));
  return (/** @type {string} */ name) => words.has(name) || words.has(`_${name}`);
}
