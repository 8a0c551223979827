import { setImmediate } from 'node:timers/promises';

/**
 * Lets all promises settle. Jest fails a test that is still running when Node tells of a rejection that nobody
 * handled; so a test that ends with this has none.
 */
export async function settle(): Promise<void> {
  // Node tells of them after the microtasks of a turn.
  await setImmediate();
  await setImmediate();
}
