import type { Standard } from './standard.js';

/** Throws a TypeError for anything but a configured standard. */
export function assertStandard(standard: unknown): asserts standard is Standard {
  if (typeof standard === 'function') {
    throw new TypeError(
      'pass a configured standard: call the factory, for example mydata() instead of mydata',
    );
  }
  if (typeof (standard as Standard | undefined)?.render !== 'function') {
    throw new TypeError('pass a configured standard, for example mydata()');
  }
}
