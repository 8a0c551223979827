import type { Clients } from './clients.js';
import type { Database } from './database.js';
import type { Clock } from './time.js';

/** The organisation code of this bank. */
export const orgCode = 'ORYUBANK01';

/** What every part of the provider works with. */
export interface Bank {
  readonly database: Database;
  readonly clients: Clients;
  readonly clock: Clock;
}
