// @ts-check
// Answers in an address: read from whatever an e-mail program made of it, written in one way.

/** Beyond this a value is cut: no date, number or choice is so long. */
export const LONGEST = 200;

/** @param {string} text @returns {string} */
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/**
 * Give what stands after the "#" of an address, also when the "#" came as %23, in the search part too.
 * @param {{hash: string, search: string}} address
 * @returns {string}
 */
function rawFragment({ hash, search }) {
  const inSearch = /%23(.*)$/is.exec(search);
  return untracked(hash.length > 1 ? hash.replace(/^#(%23)?/i, "") : (inSearch?.[1] ?? ""));
}

/**
 * Take away the parameters that a mail program added after the fragment, "?utm_source=x": in our own links
 * a "?" is always written %3F.
 * @param {string} text
 */
function untracked(text) {
  return text.replace(/\?[\w.-]+=.*$/s, "");
}

/**
 * Read the answers of an address. Unknown names are left to the caller; the first of two answers counts.
 * @param {{hash: string, search: string}} address
 * @param {number} [longest]
 * @returns {Map<string, string>}
 */
export function readAnswers(address, longest = LONGEST) {
  /** @type {Map<string, string>} */
  const answers = new Map();
  const written = rawFragment(address);
  // Some programs encode the signs between the answers too.
  for (const pair of (written.includes("=") ? written : decode(written)).split("&")) {
    const [name, ...value] = pair.replace(/^amp;/, "").split("=");
    const key = decode(name ?? "");
    if (value.length && key && !answers.has(key)) answers.set(key, decode(value.join("=")).slice(0, longest));
  }
  return answers;
}

/** Give the one name of a fragment without answers: "#declare_now". @param {{hash: string}} address */
export function readAnchor({ hash }) {
  const anchor = untracked(hash.slice(1));
  return /[=&]/.test(anchor) ? "" : decode(anchor);
}

/** Write answers as a fragment, "" for none. @param {Iterable<[string, string]>} answers */
export function writeAnswers(answers) {
  const pairs = [...answers].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length ? `#${pairs.join("&")}` : "";
}

/**
 * Give the address meant by a path that swallowed its "#", null when it swallowed none.
 * @param {{pathname: string, search: string}} address
 */
export function repaired({ pathname, search }) {
  const at = pathname.search(/%23/i);
  // Two slashes at its head would make it another site's.
  return at < 0 ? null : `${pathname.slice(0, at).replace(/^[/\\]+/, "/")}#${pathname.slice(at + 3)}${search.replace(/^\?/, "&")}`;
}
