// What to ask of Python so that it reads every table that it holds: characters, numbers and their writing, codecs.

/** What questions are asked of. @param {any} python a booted one @returns {any} */
export function asked(python) {
  const [str, builtins, unicodedata, json] = ["builtins.str", "builtins", "unicodedata", "json"].map((name) => python.pyimport(name));
  return { str, builtins, unicodedata, json };
}

/**
 * Ask, and give what is told: an answer, an error of Python, or that the engine ended.
 * @param {any} python of `asked` @param {(python: any, question: any) => any} ask @param {any} question
 */
export function told(python, ask, question) {
  try {
    return String(ask(python, question));
  } catch (cause) {
    const { constructor, type } = /** @type {any} */ (cause);
    return constructor.name === "PythonError" ? `raised ${type}` : ENDED;
  }
}

/** What is told of an engine that came to its end. */
export const ENDED = "ended";

// Every character of the planes that have some, and the ends of the others.
const texts = [];
for (let plane = 0; plane <= 16; plane++) {
  const spans = plane < 4 || plane === 14 ? [[0, 0x8000], [0x8000, 0x10000]] : [[0, 64], [0xffc0, 0x10000]];
  for (const [from = 0, to = 0] of spans) {
    const points = Array.from({ length: to - from }, (_, n) => plane * 0x10000 + from + n).filter((point) => point < 0xd800 || point > 0xdfff);
    texts.push(points.map((point) => String.fromCodePoint(point)).join(""));
  }
}
/** The functions of text that read tables. */
const STR =
  "isalpha isdigit isdecimal isnumeric isalnum isspace isprintable isidentifier isupper islower istitle lower upper casefold title swapcase capitalize strip";
const numbers = [0, 1, 0.1, 1 / 3, 2.5, 1e15, 1e16, 123456.789, 5e-324, 1.7976931348623157e308];
for (let power = -323; power <= 308; power++) numbers.push(Number(`1e${power}`), Number(`7.00649232162408535461864791644958e${power}`));
const whites = ["", " ", "+", "-", "_", "0x", "1_000", "１２３", "٣", "1e5", "nan", "inf", "1.", ".5"];

/** Each family: questions, and how one is asked. @type {Record<string, [any[], (python: any, question: any) => any]>} */
export const families = {};
for (const name of STR.split(" ")) {
  families[`str.${name}`] = [texts, ({ builtins, str }, text) => builtins.repr(builtins.list(builtins.map(str[name], text)))];
  families[`whole str.${name}`] = [texts, ({ builtins, str }, text) => builtins.repr(str[name](text))];
}
for (const name of ["category", "combining", "bidirectional", "decomposition", "mirrored", "east_asian_width"]) {
  families[name] = [texts, ({ builtins, unicodedata }, text) => builtins.repr(builtins.list(builtins.map(unicodedata[name], text)))];
}
for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) families[form] = [texts, ({ unicodedata }, text) => unicodedata.normalize(form, text)];
for (const codec of ["utf-8", "utf-16", "utf-32", "ascii", "latin-1", "cp1252"]) {
  for (const errors of ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace"]) {
    families[`${codec} ${errors}`] = [texts, ({ builtins, str }, text) => builtins.repr(str.encode(text, codec, errors))];
  }
}
families.json = [texts, ({ json }, text) => json.loads(json.dumps(text)) + json.dumps(text)];
families["repr"] = [texts, ({ builtins }, text) => builtins.repr(text) + builtins.ascii(text)];
families["float to text"] = [numbers, ({ builtins }, number) => builtins.repr(builtins.float(number))];
for (const how of [".2f", ",.3f", "e", "g", ".17g", "%", "12.4f", "n"]) {
  families[`float ${how}`] = [numbers, ({ builtins }, number) => builtins.format(builtins.float(number), how)];
}
families["text to float"] = [[...numbers.map(String), ...whites], ({ builtins }, text) => builtins.repr(builtins.float(text))];
for (const base of [0, 2, 3, 7, 8, 10, 16, 36]) {
  const written = [...numbers.filter((one) => Number.isInteger(one) && one < 1e60).map((one) => BigInt(one).toString(base || 10)), ...whites];
  families[`int base ${base}`] = [written, ({ builtins }, text) => builtins.repr(builtins.int(text, base))];
}
families["digits of all scripts"] = [[...texts.join("")].filter((one) => /\p{Nd}/u.test(one)), ({ builtins }, one) => builtins.repr([builtins.int(one), builtins.float(one)].join())];
families["hash and order"] = [texts, ({ builtins }, text) => builtins.repr(builtins.sorted(text)).length + builtins.max(text)];
