import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';
import { equivalents } from './equivalent.js';

/** One change to a shipped file. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  readonly mutator: string;
  /** The whole file with the change. */
  readonly source: string;
}

/** What the packages ship, but for the catalogues, which are data with a test of every cell. */
export function shippedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', 'packages/*/src/*.ts'], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((file) => file !== '' && !/\.test(-d)?\.ts$|\/codes\.ts$|^packages\/testing\//.test(file));
}

/** Every mutant of a file that is not known to be equivalent. */
export async function mutantsOf(file: string): Promise<Mutant[]> {
  const content = readFileSync(file, 'utf8');
  const lines = content.split('\n');
  const starts = lines.map((_, index) => lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0));
  const offset = ({ line, column }: { line: number; column: number }) => (starts[line] as number) + column;
  const { mutants } = await instrumenter().instrument([{ name: file, content, mutate: true }], {
    plugins: null,
    ignorers: [],
    excludedMutations: [],
    noHeader: true,
  });
  return mutants.flatMap(({ location, replacement, mutatorName }) => {
    const [from, to] = [offset(location.start), offset(location.end)];
    const original = content.slice(from, to);
    const isKnown = equivalents.some(
      (known) => known.file === file && known.original === original && known.replacement === replacement,
    );
    if (isKnown) return [];
    const source = content.slice(0, from) + replacement + content.slice(to);
    return [{ file, line: location.start.line + 1, original, replacement, mutator: mutatorName, source }];
  });
}

function instrumenter() {
  const silent = new Proxy({}, { get: () => () => false });
  return createInjector()
    .provideValue('logger', silent as never)
    .injectFunction(createInstrumenter as never) as ReturnType<typeof createInstrumenter>;
}

/** So many members of a list, chosen by a seed: the same seed, the same members. */
export function sampled<Member>(members: readonly Member[], count: number, seed: number): Member[] {
  const rest = [...members];
  let state = seed >>> 0;
  // mulberry32
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    const [chosen] = rest.splice(Math.floor(random() * rest.length), 1);
    return chosen as Member;
  });
}
