// @ts-check
// What a link says to the fields of a tool, whatever was made of it on its way. What can be read in one way only is
// read so; what cannot is said, and nothing is guessed.

import { FIRST, LAST, LONGEST, cut, decode, decodeAll, piecesOf } from "./fragment.mjs";

/** @typedef {{type: string, values?: string[]}} Field what an answer may be: one of `values`, or a date, dates, an integer, words */
/** @typedef {Map<string, Field>} Fields */
/**
 * `unread` are the choices, and the dates, that the link gives in words that nobody can read, as it gives them. `cut` names the answer where the link
 * seems to have been cut, "" where that is none of them; null for a whole link. `others` are the longer choices that
 * its last one may have been the beginning of, where nothing tells.
 * @typedef {{answers: Map<string, string>, unread: Map<string, string>, cut: string | null, others: {name: string, values: string[]} | null}} Link
 */
/** What a link says of a field: `said` with the characters around it. @typedef {{name: string, text: string, said: string}} Said */

/** No link of ours has so many answers, and none has a name broken so often. */
const MOST_PIECES = 300;
const MOST_BREAKS = 4;

/** A piece that begins with the last word of a link. */
const END = new RegExp(`^\\P{L}*(?:amp)?${LAST}(?!_*\\p{L})`, "iu");

/** The types whose answers are words of the reader's own. */
const WORDS = ["text", "multiline"];

/** A date that may go on: a day of one figure after its month, or a year that has only begun. */
const BEGUN = /(?:^|\D)\d{4}[-/. ]+\d\d?[-/. ]+\d$|^(?!.*\d{4})(?:.*\D)?20$/;
/** The characters of a number, and those of a date: around anything else nothing is taken away, it is refused as it came. */
const NUMBER = /^\d+$/;
const PLAIN = /^[\p{L}\p{N}\s/.,:;°'’+-]*$/u;
/** What a date of ours is without its century: read as others write theirs, it would be another day. */
const TURNED = /(?:^|[\s,;])\d\d-\d\d-\d\d(?:$|[\s,;])/;
/** What our links say beside the answers: where to open the page, and the word of a campaign. */
const BESIDE = ["voir", "campagne"];
/** What may be left of a "&" before a name. */
const LEFT = /^(?:amp|0*38|x26|u0026)+/;
const ELLIPSIS = /(?:…|\.\.)[^\p{L}\p{N}]*$/u;

/**
 * Read the answers of an address to known fields; the first of two answers counts. What a link of ours says under a
 * name that nobody knows was damaged; of any other it was added by whoever sent it.
 * @param {import("./fragment.mjs").Address} address @param {Fields} fields @param {number} [longest] @returns {Link}
 */
export function readLink(address, fields, longest = LONGEST) {
  /** @type {Link} */
  const link = { answers: new Map(), unread: new Map(), cut: null, others: null };
  const pieces = piecesOf(address, fields.keys()).slice(0, MOST_PIECES);
  const names = new Map([...fields.keys()].map((name) => [fold(name), name]));
  const parted = pieces.map((piece) => part(piece, names));
  /** @type {(Said | null)[]} what each piece says */
  const said = parted.map(({ name, value }) => (name ? { name, ...words(value, fields.get(name), longest) } : null));
  for (const one of said) keep(link, fields, one);
  const end = pieces.findIndex(isEnd);
  // A name cut short is known by what it says, once the others are.
  for (const [place, { name, key, value }] of parted.entries()) {
    if (end >= 0 && place > end) break; // What was added behind a link says nothing of it.
    const [meant, ...more] = name || !key ? [] : nearest(link, fields, key, value);
    if (!meant || more.length) continue;
    said[place] = { name: meant, ...words(value, fields.get(meant), longest) };
    keep(link, fields, said[place] ?? null);
  }
  const isOurs = fold(decodeAll(pieces[0] ?? "")) === FIRST;
  if (link.answers.size || link.unread.size) judge(link, fields, { isOurs, isWhole: end >= 0 }, said.at(-1) ?? unfinished(parted.at(-1), names));
  const isLost = parted.slice(0, end < 0 ? undefined : end).some(({ key, value }, place) => {
    if (said[place] || !key || BESIDE.includes(key) || fold(decodeAll(pieces[place] ?? "")) === FIRST) return false;
    if (isOurs || key.startsWith(FIRST) || (!value.length && /^\d+$/.test(key))) return true;
    return !names.has(key) && [...names.keys()].some((name) => name.length > 3 && key.includes(name));
  });
  if (isLost) link.cut ??= "";
  return link;
}

/** Tell whether a piece is the last word of a link. @param {string} piece */
const isEnd = (piece) => END.test(decodeAll(piece).replace(/[\p{Cf}=\s]/gu, ""));

/** Return what tells a name or a choice from another: neither its case, nor its accents, nor what parts its words. @param {string} text */
const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "");

/**
 * Part a piece into a name and what it says. A line that a mail program broke has a "=" where it was broken.
 * @param {string} piece @param {Map<string, string>} names
 */
function part(piece, names) {
  const parts = (piece.includes("=") ? piece : piece.replace(/%(?:25)*3D/i, "=")).replace(/^(?:amp;)+/i, "").split("=");
  for (let at = 1; at < Math.min(parts.length, MOST_BREAKS); at += 1) {
    const key = fold(decodeAll(parts.slice(0, at).join("")));
    const name = names.get(key) ?? names.get(key.replace(LEFT, ""));
    if (name) return { name, key: "", value: parts.slice(at) };
  }
  return { name: "", key: fold(decodeAll(parts[0] ?? "")), value: parts.slice(1) };
}

/**
 * Return what a link says of a field, decoded, without the characters around it that no date, number or choice has.
 * @param {string[]} value @param {Field | undefined} field @param {number} longest
 */
function words(value, field, longest) {
  if (!field || WORDS.includes(field.type)) {
    const written = value.join("=").replace(/=(?:%0D)?%0A/gi, "");
    // Encoded twice, every "%" of it has become "%25".
    const twice = /%25[\da-f]{2}/i.test(written) && !/%(?!25[\da-f]{2})/i.test(written);
    const text = cut(twice ? decode(decode(written)) : decode(written), longest);
    return { text, said: text };
  }
  const whole = value.map((part, place) => (place ? part.replace(/^(?:%0D|%0A|%20|[+\s])+/i, "") : part)).join("");
  const said = cut(decodeAll(whole).replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim().replace(/^3D/i, ""), longest).trim();
  const bare = said.replace(/^(?:(?![+-])[\p{P}\p{Z}\p{Sm}])+|[\p{P}\p{Z}\p{Sm}]+$/gu, "");
  const text = !field.values && (field.type === "integer" ? NUMBER : PLAIN).test(bare) ? bare : said;
  // A line broken at its very end: the rest of it is lost.
  return { text, said: value.length > 1 && !value.at(-1) ? `${said}…` : said };
}

/**
 * Return the choices that a text can mean: itself, or else those that it is the beginning of.
 * @param {string} text @param {string[]} values @returns {string[]}
 */
function readings(text, values) {
  const plain = fold(text);
  const whole = values.filter((value) => fold(value) === plain);
  // What ends where a word is parted from the next was cut there.
  const isOpen = /[_\p{Pd}][^\p{L}\p{N}]*$/u.test(text);
  return plain && (isOpen || !whole.length) ? values.filter((value) => fold(value).startsWith(plain)) : whole;
}

/** @param {Link} link @param {Fields} fields @param {Said | null} said */
function keep({ answers, unread }, fields, said) {
  if (!said?.text || answers.has(said.name) || unread.has(said.name)) return;
  const { type = "", values } = fields.get(said.name) ?? {};
  const isTurned = type.startsWith("date") && TURNED.test(said.text);
  const [found, ...more] = values ? readings(said.text, values) : isTurned ? [] : [said.text];
  if (found !== undefined && !more.length) answers.set(said.name, found);
  else unread.set(said.name, said.text);
}

/**
 * Return the fields whose name begins so, are not answered yet, and may be answered so.
 * @param {Link} link @param {Fields} fields @param {string} key @param {string[]} value
 */
function nearest({ answers, unread }, fields, key, value) {
  const near = [...fields].filter(([name]) => fold(name).startsWith(key) && !answers.has(name) && !unread.has(name));
  const fits = near.filter(([, field]) => {
    const { text } = words(value, field, LONGEST);
    if (field.values) return readings(text, field.values).length === 1;
    return field.type === "integer" ? NUMBER.test(text) : field.type.startsWith("date") && /^\d+([-/. ]\d+){2}/.test(text);
  });
  // What no field can read is nobody's, unless the name is that of a choice beyond doubt.
  const choices = key.length > 2 && value.length ? near.filter(([, { values }]) => values) : [];
  return (fits.length ? fits : choices).map(([name]) => name);
}

/** Return a last piece that is but the beginning of a name. @param {{name: string, key: string, value: string[]} | undefined} piece @param {Map<string, string>} names @returns {Said | null} */
function unfinished(piece, names) {
  if (!piece || piece.value.length) return null;
  return [...names.keys(), "amp"].some((name) => name.startsWith(piece.key)) ? { name: "", text: "", said: "" } : null;
}

/** Judge whether a link is whole, by its last word, or by its last answer where it has none. @param {Link} link @param {Fields} fields @param {{isOurs: boolean, isWhole: boolean}} words @param {Said | null} tail */
function judge(link, fields, { isOurs, isWhole }, tail) {
  if (isWhole) return;
  const values = (tail && fields.get(tail.name)?.values) ?? [];
  const longer = tail ? values.filter((value) => fold(value).startsWith(fold(tail.text)) && fold(value) !== fold(tail.text)) : [];
  if (tail && (isOurs || isCut(tail, fields.get(tail.name)))) {
    link.cut = tail.name;
    const exact = link.answers.get(tail.name);
    // A choice that may have gone on is none.
    if (exact !== undefined && longer.some((value) => value !== exact)) {
      link.answers.delete(tail.name);
      link.unread.set(tail.name, tail.text);
    }
  } else if (isOurs) link.cut = "";
  else if (tail && longer.length && link.answers.has(tail.name)) link.others = { name: tail.name, values: longer };
}

/** Tell whether the last answer of a link was not its last character. @param {Said} tail @param {Field | undefined} field */
function isCut({ text, said }, field) {
  if (!field || !text) return true;
  if (field.values) return !field.values.some((value) => fold(value) === fold(text)) || (ELLIPSIS.test(said) && field.values.filter((value) => fold(value).startsWith(fold(text))).length > 1);
  if (field.type === "integer") return ELLIPSIS.test(said);
  return field.type.startsWith("date") && (BEGUN.test(text) || (field.type === "dates" && /[,;]\s*$/.test(said)));
}
