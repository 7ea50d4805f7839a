// Reads WebAssembly modules, and writes their sections: no more of the format than cutting an engine takes.
//
// Every number of a function, type or table entry stays what it was: a snapshot of the memory holds such numbers.

/** The sections of a module that are read here, by the format's own numbers. */
export const SECTION = {
  types: 1,
  imports: 2,
  functions: 3,
  memory: 5,
  globals: 6,
  exports: 7,
  elements: 9,
  code: 10,
  data: 11,
  dataCount: 12,
};

/** The instructions that are told apart here: `unreachable` ends the program with an error that no code can catch. */
export const OP = { unreachable: 0x00, end: 0x0b, call: 0x10, tailCall: 0x12, constant: 0x41, firstLoad: 0x28, lastLoad: 0x35, lastStore: 0x3e };

/** How many bytes of memory are noted as one, and up to which: more than the data that an engine begins with. */
export const GRAIN = 64;
export const NOTED = 2 ** 22;

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

  /** Return the module with memories more, exported under their names, and other sections in the places of its own.
   * @param {Record<string, number>} memories how many bytes each has @param {Record<number, Buffer>} others */
  noting(memories, others) {
    const [count, memory] = this.#counted(SECTION.memory);
    const [exported, names] = this.#counted(SECTION.exports);
    if (count !== 1) throw new Error("The engine has not one memory: see macros/publish/pyodide/wasm.mjs");
    const more = Object.entries(memories);
    const sizes = more.flatMap(([, bytes]) => [0, ...unsigned(Math.ceil(bytes / 65536))]);
    const called = more.flatMap(([name], n) => [...unsigned(name.length), ...Buffer.from(name), 2, ...unsigned(n + 1)]);
    return this.with({
      ...others,
      [SECTION.memory]: section(SECTION.memory, unsigned(1 + more.length), memory, sizes),
      [SECTION.exports]: section(SECTION.exports, unsigned(exported + more.length), names, called),
    });
  }

  /** The rest of a section, after the number it begins with. @param {number} id @returns {[number, Uint8Array]} */
  #counted(id) {
    const reader = this.open(id);
    const count = reader.unsigned();
    return [count, this.bytes.subarray(reader.at, this.sections.find((one) => one.id === id)?.end)];
  }

  /** Return how many parameters each of its own functions has. @returns {number[]} */
  parameters() {
    /** @type {number[]} */
    const types = [];
    const told = this.open(SECTION.types);
    for (let left = told.unsigned(); left; left--) {
      if (told.byte() !== 0x60) throw new Error("The engine's types are not those of functions alone");
      const taken = told.unsigned();
      told.at += taken;
      const given = told.unsigned(); // Read first: reading moves on.
      told.at += given;
      types.push(taken);
    }
    const reader = this.open(SECTION.functions);
    return Array.from({ length: reader.unsigned() }, () => /** @type {number} */ (types[reader.unsigned()]));
  }

  /** Return what the memory begins with: from address 0 to the end of the last data. @returns {Uint8Array} */
  memory() {
    /** @type {[number, Uint8Array][]} */
    const pieces = [];
    const reader = this.open(SECTION.data);
    for (let left = reader.unsigned(); left; left--) {
      if (reader.unsigned() !== 0 || reader.byte() !== OP.constant) throw new Error("The engine's data is not laid out as expected");
      const place = reader.signed();
      reader.byte();
      const length = reader.unsigned();
      pieces.push([place, this.bytes.subarray(reader.at, reader.at + length)]);
      reader.at += length;
    }
    const top = Math.max(...pieces.map(([place, piece]) => place + piece.length));
    const memory = new Uint8Array((top + 7) & ~7);
    for (const [place, piece] of pieces) memory.set(piece, place);
    return memory;
  }

  /** Return what may be an address among the numbers of functions' instructions and of the module's globals.
   * @param {number} top the end of the memory @param {Iterable<number>} places the functions @returns {Set<number>} */
  named(top, places) {
    /** @type {Set<number>} */
    const names = new Set();
    const add = (/** @type {number} */ value) => {
      if (value >= BEGINNING && value < top) names.add(value);
    };
    for (const place of places) {
      const body = /** @type {Span} */ (this.bodies[place]);
      for (const reader = this.instructions(body); reader.at < body.end; ) {
        const { at } = reader;
        const op = step(reader);
        const told = new Reader(this.bytes, at + 1);
        if (op === OP.constant) add(told.signed());
        else if (op >= OP.firstLoad && op <= OP.lastStore) {
          if (told.unsigned() & 64) told.skip();
          add(told.unsigned());
        }
      }
    }
    const globals = this.open(SECTION.globals);
    for (let left = globals.unsigned(); left; left--) {
      globals.at += 2;
      if (globals.byte() === OP.constant) add(globals.signed());
      else globals.skip();
      globals.byte();
    }
    return names;
  }

  /** Return the module with another memory to begin with. @param {Uint8Array} memory */
  beginning(memory) {
    const pieces = [];
    for (let place = 0; place < memory.length; place++) {
      if (!memory[place]) continue;
      let zeros = 0;
      let end = place;
      for (; end < memory.length && zeros < FEW; end++) zeros = memory[end] ? 0 : zeros + 1;
      const piece = memory.subarray(place, end - zeros);
      pieces.push([0, OP.constant, ...signed(place), OP.end, ...unsigned(piece.length)], piece);
      place = end - 1;
    }
    const count = unsigned(pieces.length / 2);
    return this.with({ [SECTION.data]: section(SECTION.data, count, ...pieces), [SECTION.dataCount]: section(SECTION.dataCount, count) });
  }

  /** Return the module with no function left but those in `kept`, by their places: another one ends the program.
   * @param {Set<number>} kept */
  keeping(kept) {
    const bodies = this.bodies.map(({ start, end }, place) =>
      kept.has(place) ? Buffer.concat([Buffer.from(unsigned(end - start)), this.bytes.subarray(start, end)]) : TRAP,
    );
    return this.with({ [SECTION.code]: section(SECTION.code, unsigned(bodies.length), ...bodies) });
  }

  /** Return the functions that a body calls by their numbers, imported ones first. @param {Span} body */
  *calls(body) {
    const reader = this.instructions(body);
    while (reader.at < body.end) {
      const { at } = reader;
      const op = step(reader);
      if (op === OP.call || op === OP.tailCall) yield new Reader(this.bytes, at + 1).unsigned();
    }
  }

  /** Return which functions may be called, by a body or from the table, imported ones first. @returns {Set<number>} */
  called() {
    const called = new Set(this.table().filter((entry) => entry !== undefined));
    for (const body of this.bodies) for (const callee of this.calls(body)) called.add(callee);
    return called;
  }

  /** Return the module with no export but those whose name is one of these. @param {(name: string) => boolean} isKept */
  exporting(isKept) {
    const reader = this.open(SECTION.exports);
    /** @type {Uint8Array[]} */
    const kept = [];
    for (let left = reader.unsigned(); left; left--) {
      const { at } = reader;
      const name = reader.name();
      reader.byte();
      reader.unsigned();
      if (isKept(name)) kept.push(this.bytes.subarray(at, reader.at));
    }
    return this.with({ [SECTION.exports]: section(SECTION.exports, unsigned(kept.length), ...kept) });
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

/** Where data may begin, in the memory of an engine. */
export const BEGINNING = 1024;

/** So few zeros are data, as what stands around them. */
const FEW = 8;

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
