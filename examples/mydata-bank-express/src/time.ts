/** Every date and hour of the standard is Korean time; tests and the demo set the clock. */
export type Clock = () => Date;

const day = 24 * 60 * 60 * 1000;

/** A Date whose UTC fields read as Korean local time: UTC+9, without daylight saving. */
function korean(instant: Date): Date {
  return new Date(instant.getTime() + 9 * 60 * 60 * 1000);
}

/** DTIME: YYYYMMDDhhmmss */
export function dateTime(instant: Date): string {
  return korean(instant).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** DATE: YYYYMMDD */
export function date(instant: Date): string {
  return dateTime(instant).slice(0, 8);
}

export function hour(instant: Date): number {
  return korean(instant).getUTCHours();
}

/** The first hour of a Korean day, some days from now. */
export function midnight(instant: Date, days: number): Date {
  return new Date(instant.getTime() - (korean(instant).getTime() % day) + days * day);
}

export function daysLater(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * day);
}

/** A DATE some years later, good for comparing: 29 February stays 29 February. */
export function yearsLater(date: string, years: number): string {
  return String(Number(date.slice(0, 4)) + years).padStart(4, '0') + date.slice(4);
}

/** Whether a value is a day that exists, written as a DATE. */
export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{8}$/.test(value)) return false;
  const iso = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
}
