import type { Code } from './catalogue.js';

/** The result of `read`: the code on the wire, or the reason why there is none. */
export type WireReading =
  | {
      readonly code: Code;
      readonly message?: string | undefined;
      readonly options?: Readonly<Record<string, unknown>>;
    }
  | Mismatch;

/** A response as it came over the wire; the body as text. */
export interface WireReply {
  readonly status: number;
  readonly body: string;
  /** The value of a response header; the name in any case. */
  header(name: string): string | undefined;
}

/** Why a response of another server is not an error of the standard. */
export interface Mismatch {
  readonly error?: undefined;
  readonly mismatch: 'success' | 'unreadable' | 'missing-member' | 'unknown-code' | 'wrong-status';
  /** For your log. */
  readonly detail: string;
}
