import { date, yearsLater } from './time.js';

/** This bank's rule: MyData from the fourteenth birthday on. */
const minimumAge = 14;

/** `birthDate` is a DATE, or null when the customer has left the bank. */
export function isEligible(birthDate: string | null, now: Date): boolean {
  return birthDate !== null && yearsLater(birthDate, minimumAge) <= date(now);
}
