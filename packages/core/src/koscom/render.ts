import type { CodeRow } from '../standard.js';

/** What a row of this standard has beside the others. */
export interface KoscomRow extends CodeRow {
  /** Whose error it is; decides the `category` on the wire. */
  readonly group: 'common' | 'op-auth' | 'op-exco' | 'company';
}
