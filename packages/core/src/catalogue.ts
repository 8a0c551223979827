/** A code as a standard writes it. Codes that are whole numbers are numbers; all others are strings. */
export type Code = string | number;

/** How well a row is founded: the document says it, it follows from a stated rule, or we chose a reading. */
export type Evidence = 'documented' | 'derived' | 'chosen';

/** All there is to know about one code. Standards add members of their own that their rendering reads. */
export interface CodeRow {
  /** HTTP status, 300 to 599. */
  readonly status: number;
  /** The text on the wire: a default of ours, or the document's own if it is `fixed`. */
  readonly text?: string;
  /** The document fixes the text: no error and no configuration may replace it. */
  readonly fixed?: true;
  /** The option without which an error of this code cannot be built; `{name}` in the text stands for it. */
  readonly needs?: string;
  /**
   * Whose fault it is, by the meaning of the code. `client`: the request, its rights or the state of its owner must
   * change. `server`: the provider, its relay or its upstream must. Default: `server` for a status of 5xx, else `client`.
   */
  readonly fault?: 'client' | 'server';
  /** The same request may succeed later. Only such a code may carry `Retry-After`. */
  readonly retryable?: true;
  /** The meaning of the code, in Korean. */
  readonly ko?: string;
  /** The meaning of the code, in English. */
  readonly en?: string;
  /** The caller's remedy, if the document names one. */
  readonly remedy?: string;
  /** Document, section and page the row comes from. */
  readonly source?: string;
  readonly evidence?: Evidence;
}

/** Rows by code. */
export type Catalogue<Row extends CodeRow = CodeRow> = Readonly<Record<Code, Row>>;

/** The codes of a catalogue: keys that are whole numbers count as numbers. */
export type CodeOf<Codes> = keyof Codes extends infer Key
  ? Key extends `${infer Whole extends number}`
    ? `${Whole}` extends Key
      ? Whole
      : Key
    : Key & Code
  : never;

/** A catalogue's key as a code: whole numbers are numbers. */
export function codeOfKey(key: string): Code {
  return String(Number(key)) === key && Number.isSafeInteger(Number(key)) ? Number(key) : key;
}
