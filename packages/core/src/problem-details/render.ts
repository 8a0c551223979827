import type { CodeRow } from '../catalogue.js';
import type { Reply } from '../reply.js';
import type { ResolvedError } from '../standard.js';

/** The members that only rows of this standard may have. */
export interface ProblemRow extends CodeRow {
  /** The URI of a problem type of your own; the row's text is then its title. `about:blank` unless given. */
  readonly type?: string;
}

export const mediaType = 'application/problem+json';
export const blank = 'about:blank';

/** RFC 9457, 3.1: the row's text is the title, any other text the detail. */
export function render({ status, message, row }: ResolvedError): Reply {
  const { type = blank, text: title }: ProblemRow = row;
  const problem = { type, title, status };
  const isDetail = message !== title && message.trim() !== '';
  return {
    status,
    headers: { 'content-type': mediaType },
    body: JSON.stringify(isDetail ? { ...problem, detail: message } : problem),
  };
}
