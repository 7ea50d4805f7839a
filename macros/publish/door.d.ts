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

/** What cannot be read in a case: `field` is its place, "facts.<id>.on". */
export interface CaseProblem {
  field: string;
  code: string;
  text: string;
}

/** What the reader must know of some facts, by their ids. */
export interface CaseWarning {
  code: string;
  text: string;
  facts: string[];
}

/** A day as a sheet of a calendar shows it. */
export interface CalendarSheet {
  weekday: string;
  short: string;
  day: string;
  month: string;
}

/** The one thing to do now; `item` is the date that commands it, "" for none; not `mine`: of another. */
export interface CaseNext {
  text: string;
  why: string;
  date: string;
  limit: string;
  item: string;
  state: string;
  mine: boolean;
  date_text: string;
  limit_text: string;
  sheet: CalendarSheet | null;
  tool: string;
  address: string;
}

export interface CountedFrom {
  from: string;
}

/** One date of the line of time: `date` the prudent one, `limit` the theoretical one. */
export interface TimelineItem {
  from: string;
  id: string;
  key: string;
  date: string;
  limit: string;
  label: string;
  state: "overdue" | "today" | "soon" | "later" | "done" | "closed";
  said: string;
  done_by: string;
  tool: string;
  answers: Record<string, string>;
  role: string;
  limit_role: string;
  sources: SourceResult[];
  debated: string[];
  assumed: string;
  facts: string[];
  mine: boolean;
  saved: boolean;
  does: string;
  todo: string;
  address: string;
  text: string;
  sheet: CalendarSheet;
  limit_text: string;
  limit_sheet: CalendarSheet;
}

/** One row of the line of time as a list: a fact or a date by its id, or today. */
export interface LineRow {
  fact?: string;
  item?: string;
  now?: boolean;
}

/** Words of a picture, and their place. */
export interface DrawnText {
  text: string;
  y: string;
  x?: string;
}

/** One fact or one date of a picture: its place, its thread to its day, what is written beneath. */
export interface DrawnPoint {
  weekday: string;
  short: string;
  day: string;
  month: string;
  at: string;
  state: string;
  dot: string;
  until: string;
  end_dot: string;
  thread: string;
  rows: DrawnText[];
}

/** The line of time as a picture: what an SVG takes as it is. */
export interface DrawnLine {
  width: number;
  box: string;
  line: string;
  ahead: string;
  marks: string;
  now: string;
  flag: string;
  words: DrawnText[];
  points: DrawnPoint[];
}

/** What may start later, and has no date before its own start. */
export interface CaseWaiting {
  label: string;
  text: string;
  tool: string;
}

/** One exhibit, numbered; `facts` are those that cite it. */
export interface CaseExhibit {
  id: string;
  number: number;
  kind: string;
  title: string;
  on: string;
  have: boolean;
  file: string;
  facts: string[];
}

/** A line of the checklist that no exhibit ticks yet. */
export interface MissingExhibit {
  kind: string;
  item: string;
  label: string;
  text: string;
}

/** What a kind of facts asks besides, answered. */
export interface AskedOfFact {
  name: string;
  label: string;
  text: string;
}

/** One fact of the chronology; `also` are the other texts that two devices brought. */
export interface CaseFact {
  id: string;
  on: string;
  date: string;
  sheet: CalendarSheet | null;
  ahead: boolean;
  kind: string;
  label: string;
  text: string;
  asked: AskedOfFact[];
  exhibits: number[];
  cites: string;
  also: Record<string, string[]>;
}

/** One letter, and what the case answers of it; `wanted` where it makes sense now. */
export interface CaseDocument {
  id: string;
  title: string;
  why: string;
  wanted: boolean;
  address: string;
  answers: Record<string, string>;
  filled: number;
  total: number;
}

/** One tree or checklist that was answered, where it stands. */
export interface CaseAnswered {
  tool: string;
  title: string;
  text: string;
  address: string;
}

/** One line of the summary. */
export interface CaseLine {
  label: string;
  text: string;
}

/** All that a case says on a day. */
export interface CaseView {
  status: "answered" | "incomplete";
  today: string;
  next: CaseNext;
  timeline: TimelineItem[];
  line: LineRow[];
  drawing: Record<string, DrawnLine>;
  waiting: CaseWaiting[];
  exhibits: CaseExhibit[];
  missing: MissingExhibit[];
  chronology: CaseFact[];
  documents: CaseDocument[];
  fills: Record<string, Record<string, string>>;
  answers: CaseAnswered[];
  summary: CaseLine[];
  states: string[];
  problems: CaseProblem[];
  warnings: CaseWarning[];
}

/** A case with what a tool gave to it: whether any of it was new, and whether there was any. */
export interface CaseAdded {
  case: Record<string, unknown>;
  added: boolean;
  given: boolean;
}

/** A text as a case, None where it is none, and what could not be read in it. */
export interface CaseRead {
  case: Record<string, unknown> | null;
  problems: CaseProblem[];
}

/** Words that the wording watch marks in a text. */
export interface CaseMark {
  start: number;
  end: number;
  rule: string;
  said: string;
  why: string;
  safe: string;
}

/** The settings file of an insurer; all but the problems and the colours is "" while there are some. */
export interface InsurerSettings {
  status: "answered" | "invalid";
  problems: ProblemResult[];
  id: string;
  file: string;
  toml: string;
  command: string;
  colours: Record<string, Record<string, string>>;
}

/** What `handle` answers, by the key of the request: a text is a file, "" for none, Word's in base64. */
export interface DoorAnswers {
  case_view: CaseView;
  case_calendar: string;
  case_watch: Record<string, CaseMark[]>;
  case_word: string;
  case_merge: Record<string, unknown>;
  case_add: CaseAdded;
  case_read: CaseRead;
  insurer: InsurerSettings;
  letter_word: string;
  link: LinkResult;
  page_url: string;
  tool: Result;
}
