// @ts-check
// Answers in an address: taken out of whatever a mail program made of it, written in one way.

/** Beyond this a value is cut: no date, number or choice is so long. */
export const LONGEST = 200;

/**
 * The first word and the last of a link of ours: one that has lost its end was cut. No tool has an answer of such a
 * name, and without a value they are none to the oldest of our pages.
 */
export const FIRST = "debut";
export const LAST = "fin";

/** A program that encodes an address again does so once or twice. */
const MOST_ENCODED = 3;

/** @typedef {{hash: string, search: string}} Address */

/** @param {string} text @returns {string} */
export function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Cut a text, never within a character: half of one can be written in no address. @param {string} text @param {number} longest */
export function cut(text, longest) {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}

/** Decode what was encoded more than once, too. @param {string} text */
export function decodeAll(text) {
  let plain = decode(text);
  for (let n = 1; n < MOST_ENCODED && /%[\da-f]{2}/i.test(plain); n += 1) plain = decode(plain);
  return plain;
}

/**
 * Return what stands after the "#" of an address, also when the "#" came as %23, in the search part too.
 * @param {Address} address
 */
function rawFragment({ hash, search }) {
  const inSearch = /%(?:25)*23(.*)$/is.exec(search);
  return untracked(hash.length > 1 ? hash.replace(/^#(?:%(?:25)*23)?/i, "") : (inSearch?.[1] ?? ""));
}

/**
 * Take away the parameters that a mail program added after the fragment, "?utm_source=x": in our own links
 * a "?" is always written %3F.
 * @param {string} text
 */
function untracked(text) {
  return text.replace(/\?[\w.-]+=.*$/s, "");
}

/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", equals: "=", num: "#", lowbar: "_", hyphen: "-", dash: "-", nbsp: " ", shy: "", zwj: "", zwnj: "", lrm: "", rlm: "" };

/** Where a mail program broke a line: "=" was its last character. */
const BREAK = /=(?:%0D)?%0A/gi;

/** Take away what HTML put between the characters of an address. @param {string} text */
function unwrapped(text) {
  return text
    .replace(/&(?:amp(?:;|%(?:25)*3B))+/gi, "&")
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (whole, ten, sixteen, name) =>
      name ? (ENTITIES[name.toLowerCase()] ?? whole) : String.fromCodePoint(ten ? Number(ten) : parseInt(sixteen, 16)),
    );
}

/** Join a piece where its line was broken; where nothing else parts the name from the answer, that was its own "=". @param {string} piece */
function joined(piece) {
  const whole = piece.replace(BREAK, "");
  return whole.includes("=") || whole === piece ? whole : piece.replace(BREAK, (sign, place) => (place === piece.search(BREAK) ? "=" : ""));
}

/**
 * Part the fragment of an address at its "&". Some programs encode the characters between the answers too: with `names`,
 * also where only some of them were.
 * @param {Address} address @param {Iterable<string>} [names] @returns {string[]}
 */
export function piecesOf(address, names = []) {
  let written = unwrapped(rawFragment(address));
  const unbroken = written.replace(BREAK, "");
  if (!unbroken.includes("=") && /%(?:25)*3D/i.test(unbroken)) written = unbroken;
  for (let n = 0; n < MOST_ENCODED && !written.includes("=") && written.includes("%"); n += 1) written = decode(written);
  const either = [...names].join("|");
  return (either ? written.replace(new RegExp(`%(?:25)*26(?=(?:${either})(?:=|%(?:25)*3D)|${LAST}(?![a-z]))`, "gi"), "&") : written).split("&").map(joined);
}

/**
 * Read the answers of an address as they are written. Unknown names are left to the caller; the first of two
 * answers counts.
 * @param {Address} address
 * @param {number} [longest]
 * @returns {Map<string, string>}
 */
export function readAnswers(address, longest = LONGEST) {
  /** @type {Map<string, string>} */
  const answers = new Map();
  for (const piece of piecesOf(address)) {
    const [name, ...value] = piece.split("=");
    const key = decode(name ?? "");
    if (value.length && key && !answers.has(key)) answers.set(key, cut(decode(value.join("=")), longest));
  }
  return answers;
}

/** Return the one name of a fragment without answers: "#declare_now". @param {{hash: string}} address */
export function readAnchor({ hash }) {
  const anchor = untracked(hash.slice(1));
  return /[=&]/.test(anchor) ? "" : decode(anchor);
}

/**
 * Write a value so that it is read as it was: not as one that was encoded twice, whose every "%" is a "%25", nor as
 * a line that a mail program broke, which begins behind the "=".
 * @param {string} value
 */
function encoded(value) {
  const written = encodeURIComponent(value.replace(/^[\r\n]+/, ""));
  if (!/%25[\da-f]{2}/i.test(written) || /%(?!25[\da-f]{2})/i.test(written)) return written;
  return written.replace(/%25(.)/, (_, character) => `%25%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Write answers as a fragment, "" for none. What is handed on of a damaged link has no last word, what is handed on
 * of one that may be cut has neither: the next page judges it again.
 * @param {Iterable<[string, string]>} answers @param {{first?: string, last?: string}} [words]
 */
export function writeAnswers(answers, { first = FIRST, last = LAST } = {}) {
  const pairs = [...answers].map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`);
  return pairs.length ? `#${[first, ...pairs, last].filter(Boolean).join("&")}` : "";
}

/**
 * Return the address meant by a path that swallowed its "#", null when it swallowed none.
 * @param {{pathname: string, search: string}} address
 */
export function repaired({ pathname, search }) {
  const swallowed = /%(?:25)*23/i.exec(pathname);
  if (!swallowed) return null;
  const [before, after] = [pathname.slice(0, swallowed.index), pathname.slice(swallowed.index + swallowed[0].length)];
  // Two slashes at its head would make it another site's.
  return `${before.replace(/^[/\\]+/, "/")}#${after}${search.replace(/^\?/, "&")}`;
}
