import { Failure } from '@oryu/core';
import type { RequestHandler } from 'express';
import type { Bank } from './bank.js';

/** One failure for the whole provider: each of the standard's three forms has its own words for it. */
export function maintenance({ database, clock }: Bank): RequestHandler {
  return async (_request, _response, next) => {
    const [window] = await database.rows<{ ends_at: Date }>(
      'select ends_at from maintenance where begins_at <= $1 and $1 < ends_at',
      [clock()],
    );
    if (window) throw new Failure('maintenance', { retryAfter: window.ends_at });
    next();
  };
}
