const none: readonly string[] = Object.freeze([]);

const mostListed = 10;

/** The names of a failure as a text lists them: ten at most. */
export function listedNames(names: readonly string[]): string {
  return names.slice(0, mostListed).join(', ');
}

/** More names than these are not looked at: a client can make up any number of them. */
export const mostNames = 1000;

/** The names of a failure, cleaned; names without any allowed character are left out. */
export function cleanNames(names: readonly unknown[]): readonly string[] {
  if (names.length === 0) return none;
  const cleaned: string[] = [];
  for (let index = 0; index < names.length && index < mostNames; index += 1) {
    const name = cleanName(names[index]);
    if (name !== '') cleaned.push(name);
  }
  return cleaned;
}

const longestName = 64;
const notOfName = /[^A-Za-z0-9_.[\]-]/;

/** A name may come from the client: cut to the characters of a name, 64 at most. */
export function cleanName(name: unknown): string {
  if (typeof name !== 'string') return '';
  if (name.length <= longestName && !notOfName.test(name)) return name;
  return name
    .slice(0, 1024)
    .replace(/[^A-Za-z0-9_.[\]-]/g, '')
    .slice(0, longestName);
}
