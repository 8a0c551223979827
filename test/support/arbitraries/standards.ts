import { type Code, extendStandard, type FailureKind, failureKinds, mydata, type Standard } from '@oryu/core';
import fc from 'fast-check';
import { type Checker, checker, neededBy, type Surface } from '../checkers/checker.js';
import { plainText, tinyFacts } from '../checkers/plain-text.js';
import type { CodeFacts } from '../spec.js';
import { standards as documented, standardOf } from '../standards.js';
import { TinyError, tiny } from '../tiny-standard.js';
import { printedAs } from './printed-as.js';
import { anyText } from './texts.js';

type Settings = Readonly<Record<string, unknown>>;

/** A standard, what its document says, and what makes errors of it. */
export interface StandardUnderTest {
  readonly name: string;
  readonly id: string;
  /** The codes that can be thrown. */
  readonly facts: readonly CodeFacts[];
  readonly surface: Surface;
  readonly check: Checker;
  /** The settings of this configuration. */
  readonly base: Settings;
  readonly make: (settings: Settings) => Standard;
  readonly build: (code: Code, options: object) => unknown;
}

/** A standard as it was configured. */
export interface Configured extends StandardUnderTest {
  readonly settings: Settings;
  readonly standard: Standard;
}

function under(
  [factory, Class]: readonly [factory: unknown, Class: unknown],
  facts: readonly CodeFacts[],
  surface: Surface,
  base: Settings = {},
  name = '',
): StandardUnderTest {
  const make = factory as StandardUnderTest['make'];
  const { id } = make(base);
  const words = name === '' ? id : `${id} (${name})`;
  return printedAs<StandardUnderTest>(words, {
    name: words,
    id,
    facts,
    surface,
    check: checker(surface, facts),
    base,
    make,
    build: Class as StandardUnderTest['build'],
  });
}

const newer = extendStandard(mydata, {
  codes: {
    50010: { status: 500, text: '재해로 제공할 수 없습니다' },
    40305: { status: 403, text: '해지된 자산입니다' },
  },
  failures: { maintenance: 50010 },
});
const older = standardOf('mydata');
const newerFact: CodeFacts = {
  surface: 'api',
  code: 50010,
  status: 500,
  text: '',
  rule: 'free',
  fault: 'server',
  retryable: false,
  source: 'this test',
};

/** Every standard, in each configuration that answers differently, and two that a provider makes itself. */
export const standards: readonly StandardUnderTest[] = [
  ...documented.flatMap(({ make, Error: Class, facts, surface, configurations }) => [
    ...Object.entries(configurations).map(([name, settings]) =>
      under([make, Class], facts, surface, settings, name),
    ),
    ...(surface.hostile ?? []).map((settings) =>
      under([make, Class], facts, surface, settings, fc.stringify(settings)),
    ),
  ]),
  under([newer.standard, newer.error], [...older.facts, newerFact], older.surface, {}, 'of a later edition'),
  under([tiny, TinyError], tinyFacts, plainText),
];

/** Those whose names are told apart by their class: what an error of its own is answered by. */
export const classes: readonly StandardUnderTest[] = [
  ...new Map(standards.map((each) => [each.build, each])).values(),
];

/** The settings that every factory takes. */
function settingsOf({ facts, surface, base }: StandardUnderTest): fc.Arbitrary<Settings> {
  const free = facts.filter(({ rule }) => rule === 'free' || rule === 'optional');
  const bare = facts.filter(
    (fact) => neededBy(surface, fact) === undefined && (surface.canAnswer?.(base, fact, {}) ?? true),
  );
  const texts =
    free.length === 0
      ? fc.constant({})
      : fc.dictionary(
          fc.constantFrom(...free.map(({ code }) => String(code))),
          anyText.filter((text) => text.trim() !== ''),
          { maxKeys: 3 },
        );
  const on = fc.dictionary(
    fc.constantFrom<FailureKind>(...failureKinds),
    fc.constantFrom(...bare.map(({ code }) => code)),
    { maxKeys: 3 },
  );
  const wwwAuthenticate = fc.constantFrom(false, 'Bearer', 'Bearer realm="api"', 'KakaoAK \xe9');
  return fc.record({ texts, on, wwwAuthenticate }, { requiredKeys: [] });
}

const plain = new Map(standards.map((each) => [each, each.make(each.base)]));

/** Any standard, as it is or with settings. */
export const anyStandard: fc.Arbitrary<Configured> = fc.constantFrom(...standards).chain((each) =>
  fc.option(settingsOf(each), { nil: undefined }).map((own) =>
    printedAs<Configured>(`${each.name} ${fc.stringify(own)}`, {
      ...each,
      settings: { ...each.base, ...own },
      standard: own === undefined ? (plain.get(each) as Standard) : each.make({ ...each.base, ...own }),
    }),
  ),
);
