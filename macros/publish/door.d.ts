// Made from macros/rules/result.py by `python -m macros.publish.door_types`: change it there.

/** One day of a count, or one step in weeks, months, years: `of` names the date it explains. */
export interface StepResult {
  date: string;
  role: string;
  n: number | null;
  text: string;
  source: string | null;
  of: string;
  weekday: number;
  label: string;
  reason: string;
}

/** A text that the answer rests on; `status` says whether it was read or is known through another. */
export interface SourceResult {
  id: string;
  title: string;
  url: string;
  where: string;
  version: string;
  checked_on: string;
  status: "text" | "secondary";
  about: string;
}

/** What the reader must know beside an answer. */
export interface WarningResult {
  code: string;
  text: string;
}

/** What the reader must know beside a field. */
export interface FieldWarning {
  code: string;
  text: string;
  field: string;
}

/** Why there is no answer, beside its field; `field` is "" where it is the answer as a whole. */
export interface ProblemResult {
  field: string;
  code: string;
  text: string;
}

/** Where to go on: a tool or a page, with the answers that it takes along. */
export interface NextResult {
  text: string;
  address: string;
  tool?: string;
  page?: string;
  answers?: Record<string, string>;
}

/** One date in words: `role` is "main" for the one in large type. */
export interface ShownDate {
  name: string;
  role: string;
  label: string;
  text: string;
  day: string;
  year: string;
  note: string;
  iso: string;
  colon: boolean;
}

/** One answer as the reader gave it. */
export interface ShownAnswer {
  name: string;
  label: string;
  text: string;
}

/** One sheet of the strip: `month` is "" where it is that of the sheet before. */
export interface ShownStep {
  date: string;
  role: string;
  n: number | null;
  weekday: number;
  text: string;
  day: string;
  month: string;
  mark: string;
  reason: string;
}

/** The days that explain one date, and how they are drawn. */
export interface ShownCount {
  title: ShownDate | null;
  form: "sheets" | "compact" | "list";
  steps: ShownStep[];
}

/** A source with what its link and its words need. */
export interface ShownSource {
  id: string;
  title: string;
  url: string;
  where: string;
  version: string;
  checked_on: string;
  status: "text" | "secondary";
  about: string;
  rel: string;
  read_on: string;
  is_text: boolean;
  is_secondary: boolean;
}

/** A link with its words; the address stands below the root of the site. */
export interface ShownLink {
  text: string;
  address: string;
}

/** One day of the line of time: what the reader gave, today, or a date. */
export interface OnRail {
  mark: string;
  date: string;
  is_past: string;
  weekday: string;
  day: string;
  month: string;
  label: string;
  text: string;
}

/** What to do once the limit is gone: whom to call, and the sentences to write. */
export interface ShownLate {
  call: string;
  write: string[];
}

/** The answer arranged for showing: whoever shows it prints it, and composes nothing. */
export interface Display {
  headline: string | null;
  main: ShownDate | null;
  lines: ShownDate[];
  answers: ShownAnswer[];
  dates: ShownDate[];
  counts: ShownCount[];
  debated: string[];
  sources: ShownSource[];
  next: ShownLink[];
  address: string;
  progress: string;
  seal: string;
  seal_words: string;
  rail: OnRail[];
  late: ShownLate | null;
}

/** A question of a tree that was answered. */
export interface PathStep {
  node: string;
  value: string;
}

/** An answer that a question offers. */
export interface Option {
  value: string;
  label: string;
}

/** What an outcome asks besides, to give its dates: an input of another tool. */
export interface Asked {
  tool: string;
  input: string;
  label: string;
}

/** An item of a checklist. */
export interface ItemResult {
  id: string;
  done: boolean;
}

/** A piece of a paragraph: words of the letter, or what a field puts there, with the stop after it. */
export interface LetterPart {
  text: string;
  field: string;
  stop: string;
}

/** A paragraph of a letter, whether it is said or not, and the fields that this hangs on. */
export interface Paragraph {
  text: string;
  shown: boolean;
  box: boolean;
  needs: string[];
  instead: string;
  parts: LetterPart[];
}

/** A letter, line by line, and by head, subject and body its paragraphs, unsaid ones too. */
export interface LetterResult {
  head: string[];
  subject: string;
  body: string[];
  paragraphs: Record<string, Paragraph[]>;
}

/** A sentence to say in a conversation, at one of its steps. */
export interface Line {
  step: string;
  letter: string;
  label: string;
  text: string;
}

/** Words of a field that may admit liability, from `start` to `end`, and what to write instead. */
export interface Admission {
  field: string;
  start: number;
  end: number;
  phrase: string;
  said: string;
  why: string;
  safe: string;
}

/** What a tool answers: the result that the house describes. */
export interface Result {
  tool: string;
  version: string;
  status: "answered" | "incomplete" | "invalid" | "refused";
  answers: Record<string, string>;
  dates: Record<string, string>;
  overdue: boolean;
  steps: StepResult[];
  sources: SourceResult[];
  warnings: WarningResult[];
  problems: ProblemResult[];
  next: NextResult[];
  code: string;
  display: Display;
  node?: string;
  kind?: "question" | "outcome";
  path?: PathStep[];
  title?: string;
  text?: string;
  options?: Option[];
  asks?: Asked;
  items?: ItemResult[];
  done?: number;
  total?: number;
  letter?: LetterResult;
  lines?: Line[];
  admissions?: Admission[];
}

/** A link for an e-mail and the dark modules of its code, or what is wrong with what was asked. */
export interface LinkResult {
  status: "answered" | "incomplete" | "invalid" | "refused";
  problems: ProblemResult[];
  warnings?: FieldWarning[];
  url?: string;
  size?: number;
  path?: string;
}
