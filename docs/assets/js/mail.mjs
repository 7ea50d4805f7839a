// @ts-check
// The address of a message prepared for the reader's own mail program.

/** Beyond this, mail programs cut an address or refuse it. */
const LONGEST = 1_900;
const CUT = "…";
const LONGEST_WORD = 200;

/** Encode a text for an address; half of a character, which nobody types, would be refused. @param {string} text */
const encoded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));

/** Return the characters of a text as people see them. @param {string} text */
const characters = (text) =>
  "Segmenter" in Intl ? [...new Intl.Segmenter("fr").segment(text)].map(({ segment }) => segment) : [...text];

/**
 * Return the beginning of a text that is short enough once encoded, cut where lines may break: never within "n° 12",
 * a character of several parts, or what one becomes in an address.
 * @param {string} text @param {number} most
 */
function beginning(text, most) {
  if (encoded(text).length <= most) return text;
  const room = most - encoded(CUT).length;
  let kept = "";
  for (const part of text.split(/(?= )/)) {
    // What is longer than any word is cut between its characters.
    for (const one of encoded(part).length > LONGEST_WORD ? characters(part) : [part]) {
      if (encoded(kept + one).length > room) return kept + CUT;
      kept += one;
    }
  }
  return kept;
}

/**
 * Return the address of a message: whole, or where that is too long its subject alone.
 * @param {string} subject @param {string} body @returns {{href: string, whole: boolean}}
 */
export function mailto(subject, body) {
  const start = "mailto:?subject=";
  const whole = `${start}${encoded(subject)}&body=${encoded(body.replaceAll("\n", "\r\n"))}`;
  if (whole.length <= LONGEST) return { href: whole, whole: true };
  return { href: start + encoded(beginning(subject, LONGEST - start.length)), whole: false };
}
