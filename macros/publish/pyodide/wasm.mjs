// Reads WebAssembly modules, and writes their sections: no more of the format than cutting an engine takes.
//
// Every number of a function, type or table entry stays what it was: a snapshot of the memory holds such numbers.

/** The sections of a module that are read here, by the format's own numbers. */
export const SECTION = { imports: 2, memory: 5, exports: 7, elements: 9, code: 10, data: 11, dataCount: 12 };

/** The instructions that are told apart here: `unreachable` ends the program with an error that no code can catch. */
export const OP = { unreachable: 0x00, end: 0x0b, call: 0x10, tailCall: 0x12, constant: 0x41, firstLoad: 0x28, lastStore: 0x3e };

/** Goes through bytes from the first to the last. */
export class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return /** @type {number} */ (this.bytes[this.at++]);
  }

  /** Read a number in the format's own coding, LEB128. */
  unsigned() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** Read a signed number of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return shift < 32 && byte & 64 ? value | (-1 << shift) : value;
    }
  }

  /** Skip numbers. */
  skip(count = 1) {
    for (let n = 0; n < count; n++) while (this.byte() & 128);
  }

  name() {
    const length = this.unsigned();
    this.at += length;
    return Buffer.from(this.bytes.subarray(this.at - length, this.at)).toString();
  }
}

/** @param {number} value @returns {number[]} */
export function unsigned(value) {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}

/** @param {number} value @returns {number[]} */
export function signed(value) {
  const last = (value >> 6 === 0) || (value >> 6 === -1);
  return last ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

/** @param {number} id @param {(Uint8Array | number[])[]} contents @returns {Buffer} a section with its head */
export function section(id, ...contents) {
  const body = Buffer.concat(contents.map((one) => Buffer.from(one)));
  return Buffer.concat([Buffer.from([id, ...unsigned(body.length)]), body]);
}

/** Where something stands: from `start`, and up to `end`. @typedef {{start: number, end: number}} Span */

/** The parts of a module. `bodies` are those of its own functions, which come after the imported ones. */
export class Module {
  /** @type {({id: number, body: number} & Span)[]} */
  sections = [];
  /** @type {Span[]} */
  bodies = [];
  imported = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    for (const reader = new Reader(bytes, 8); reader.at < bytes.length; ) {
      const [start, id, length] = [reader.at, reader.byte(), reader.unsigned()];
      this.sections.push({ id, start, body: reader.at, end: reader.at + length });
      reader.at += length;
    }
    this.#readImports();
    const reader = this.open(SECTION.code);
    for (let left = reader.unsigned(); left; left--) {
      const length = reader.unsigned();
      this.bodies.push({ start: reader.at, end: reader.at + length });
      reader.at += length;
    }
  }

  #readImports() {
    const reader = this.open(SECTION.imports);
    for (let left = reader.unsigned(); left; left--) {
      reader.name();
      reader.name();
      const kind = reader.byte();
      if (kind === 0) this.imported++;
      if (kind === 0) reader.skip();
      else if (kind === 3) reader.at += 2; // A global: its type, and whether it changes.
      else if (kind === 4) reader.skip(2); // A tag.
      else {
        if (kind === 1) reader.byte(); // A table has a type before its limits, a memory has none.
        reader.skip(reader.unsigned() & 1 ? 2 : 1);
      }
    }
  }

  /** Return a reader at the start of a section. @param {number} id */
  open(id) {
    const found = this.sections.find((one) => one.id === id);
    if (!found) throw new Error(`The engine has no section ${id}: see macros/publish/pyodide/wasm.mjs`);
    return new Reader(this.bytes, found.body);
  }

  /** Return the module with other sections in the places of its own. @param {Record<number, Buffer>} others */
  with(others) {
    const kept = this.sections.map(({ id, start, end }) => others[id] ?? this.bytes.subarray(start, end));
    return Buffer.concat([this.bytes.subarray(0, 8), ...kept]);
  }

  /** Return what each entry of the first table holds: functions' numbers. @returns {(number | undefined)[]} */
  table() {
    /** @type {number[]} */
    const table = [];
    const reader = this.open(SECTION.elements);
    for (let left = reader.unsigned(); left; left--) {
      if (reader.unsigned() !== 0 || reader.byte() !== OP.constant) throw new Error("The engine's table is not filled as expected");
      let place = reader.signed();
      reader.byte();
      for (let entries = reader.unsigned(); entries; entries--) table[place++] = reader.unsigned();
    }
    return table;
  }

  /** Return the module with no function left but those in `kept`, by their places: another one ends the program.
   * @param {Set<number>} kept */
  keeping(kept) {
    const bodies = this.bodies.map(({ start, end }, place) =>
      kept.has(place) ? Buffer.concat([Buffer.from(unsigned(end - start)), this.bytes.subarray(start, end)]) : TRAP,
    );
    return this.with({ [SECTION.code]: section(SECTION.code, unsigned(bodies.length), ...bodies) });
  }

  /** Return a reader at the first instruction of a body. @param {Span} body */
  instructions(body) {
    const reader = new Reader(this.bytes, body.start);
    for (let left = reader.unsigned(); left; left--) {
      reader.skip();
      reader.byte();
    }
    return reader;
  }
}

/** The body of a function that ends the program: its length, no locals, and the error. */
const TRAP = [3, 0, OP.unreachable, OP.end];

/** How many numbers follow an instruction, for those with a fixed count. @type {Record<number, number>} */
const NUMBERS = { 0x11: 2, 0x13: 2 };
for (const one of [2, 3, 4, 6, 7, 8, 9, 0x0c, 0x0d, 0x10, 0x12, 0x18, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26]) NUMBERS[one] = 1;
for (const one of [0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2]) NUMBERS[one] = 1;
/** The same for those with the prefix 0xfc: the rounding ones have none. */
const BULK = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/** Go past one instruction; return which it was. @param {Reader} reader */
export function step(reader) {
  const op = reader.byte();
  if (op >= OP.firstLoad && op <= OP.lastStore) {
    if (reader.unsigned() & 64) reader.skip();
    reader.skip();
  } else if (op === 0x0e) reader.skip(reader.unsigned() + 1); // br_table
  else if (op === 0x1c) reader.at += reader.unsigned(); // select, typed
  else if (op === 0x1f) {
    // try_table
    reader.skip();
    for (let left = reader.unsigned(); left; left--) reader.skip(reader.byte() < 2 ? 2 : 1);
  } else if (op === 0x43) reader.at += 4;
  else if (op === 0x44) reader.at += 8;
  else if (op === 0xfc) reader.skip(BULK[reader.unsigned()]);
  else if (op > 0xd2) throw new Error(`An instruction ${op.toString(16)} is not known: see macros/publish/pyodide/wasm.mjs`);
  else reader.skip(NUMBERS[op] ?? 0);
  return op;
}
