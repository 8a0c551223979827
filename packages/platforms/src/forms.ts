import type { Failure } from '@oryu/core';
import { failureOfFormidable } from './formidable.js';
import { failureOfMulter } from './multer.js';

/**
 * The failure that an error of a form parser means, in whichever framework the parser is used. Only errors of the
 * parser's own class count: other errors may have the same members. A bundler that shortens class names hides them.
 *
 * @param thrown the error that reached the binding, if it wraps the parser's
 */
export function failureOfForm(error: unknown, thrown = error): Failure | undefined {
  return failureOfMulter(error, thrown) ?? failureOfFormidable(error, thrown);
}
