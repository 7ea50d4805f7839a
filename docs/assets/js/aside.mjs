// @ts-check
// Where a record that has no place in the page any more is put aside on this device, until its reader says that it may go.
// By itself: a calculator and a tree put a case aside, and load nothing of the tools that keep a record.

/** Where what has no place any more is put aside, beside what is kept under a key. @param {string} key */
export const asideOf = (key) => `${key}.old`;

/** Put a text aside, behind what is there. Raises what the browser says where it does not let us. @param {string} key @param {string} text */
export function addAside(key, text) {
  const aside = asideOf(key);
  localStorage.setItem(aside, [localStorage.getItem(aside), text].filter(Boolean).join("\n\n"));
}
