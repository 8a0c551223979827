/** The one list of standards. The suite, the property tests, the register, README.md and the size limits range over it. */
import type {
  Catalogue,
  Code,
  ErrorClass,
  Standard,
  StandardDefinition,
  StandardFactory,
  StandardSettings,
} from '@oryu/core';
import * as core from '@oryu/core';

type Options = Readonly<Record<string, unknown>>;

interface RowFacts<Settings> {
  /** The name in README.md; before a colon stands the section of the register. */
  readonly title: string;
  /** The folder in `packages/core/src`; the sub-path of `@oryu/core` and the file in `test/support/checkers` have its name. */
  readonly folder: string;
  /** The file in `spec/`, if its name is not the folder's. */
  readonly table?: string;
  /** The surfaces of its codes in that file; all unless given. */
  readonly surfaces?: readonly string[];
  /** The settings in which it answers differently, by a name that stands in brackets; none unless given. */
  readonly configurations?: Readonly<Record<string, Settings>>;
  /** A value for each option without which some code cannot be thrown. */
  readonly needed?: Options;
}

/** A standard, and where its facts are. */
export interface StandardRow extends RowFacts<Options> {
  readonly id: string;
  readonly make: (settings?: Options) => Standard;
  readonly definition: StandardDefinition<Catalogue>;
  readonly Error: new (code: Code, options?: Options) => Error & { readonly code: Code };
  readonly table: string;
  readonly configurations: Readonly<Record<string, Options>>;
}

/** Checks that the class and the settings are the factory's; afterwards all standards are of one type. */
function row<Codes extends Catalogue, Settings, Extra>(
  factory: StandardFactory<Codes, Settings, Extra>,
  error: ErrorClass<Codes, Extra>,
  facts: RowFacts<StandardSettings<Codes> & Settings>,
): StandardRow {
  // Nothing checks types before tests run.
  if (factory === undefined || error === undefined)
    throw new Error(`packages/core/src/index.ts does not export ${facts.title}: npm run generate`);
  const { definition } = factory;
  const all = { table: facts.folder, configurations: { '': {} }, ...facts };
  return { ...all, id: definition.id, make: factory, definition, Error: error } as unknown as StandardRow;
}

/** The exports of core that are factories: each has a row. */
type FactoryName = {
  [Name in keyof typeof core]: (typeof core)[Name] extends { readonly definition: unknown } ? Name : never;
}[keyof typeof core];

const callback = () => 'https://client.example/cb?keep=1#top';

const rows: Readonly<Record<FactoryName, StandardRow>> = {
  mydata: row(core.mydata, core.MyDataError, {
    title: 'MyData: APIs',
    folder: 'mydata',
    surfaces: ['api'],
    configurations: { '': {}, 'bare unlisted statuses': { unlisted: 'bare' } },
  }),
  mydataToken: row(core.mydataToken, core.MyDataTokenError, {
    title: 'MyData: tokens',
    folder: 'mydata',
    surfaces: ['token'],
  }),
  mydataAuthorize: row(core.mydataAuthorize, core.MyDataAuthorizeError, {
    title: 'MyData: authorization',
    folder: 'mydata',
    surfaces: ['authorize-direct', 'authorize-redirect'],
    configurations: { '': { callback }, 'without a callback': {} },
  }),
  koscom: row(core.koscom, core.KoscomError, {
    title: 'Koscom',
    folder: 'koscom',
    configurations: {
      'op-apim': { category: 'op-apim' },
      'op-auth': { category: 'op-auth' },
      'op-exco': { category: 'op-exco' },
      company: { category: 'SAMSUNG' },
    },
    needed: { detail: 90 },
  }),
  vasp: row(core.vasp, core.VaspError, {
    title: 'CODE: VASP server',
    folder: 'codevasp',
    surfaces: ['vasp'],
  }),
  codeApi: row(core.codeApi, core.CodeApiError, {
    title: 'CODE: CODE API server',
    folder: 'codevasp',
    surfaces: ['code-api'],
  }),
  scienceOn: row(core.scienceOn, core.ScienceOnError, {
    title: 'ScienceON',
    folder: 'scienceon',
    needed: { location: '/v2/search' },
  }),
  kakao: row(core.kakao, core.KakaoError, { title: 'Kakao: Mobility guide', folder: 'kakao' }),
  kakaoDevelopers: row(core.kakaoDevelopers, core.KakaoDevelopersError, {
    title: 'Kakao: Kakao Developers',
    folder: 'kakao',
    table: 'kakao-developers',
  }),
  problemDetails: row(core.problemDetails, core.ProblemDetailsError, {
    title: 'Problem details',
    folder: 'problem-details',
  }),
};

/** Every standard of `@oryu/core`, with the name of its factory there. */
export const standards: readonly (StandardRow & { readonly factory: string })[] = Object.entries(rows).map(
  ([factory, each]) => ({ ...each, factory }),
);

/** Every standard, in each configuration that answers differently. */
export const configured: readonly (StandardRow & {
  readonly name: string;
  readonly settings: Options;
  readonly standard: Standard;
})[] = standards.flatMap((each) =>
  Object.entries(each.configurations).map(([name, settings]) => ({
    ...each,
    name: name === '' ? each.id : `${each.id} (${name})`,
    settings,
    standard: each.make(settings),
  })),
);

/** An error of a code; a code that needs an option gets the one of the row. */
export function errorOf({ definition, Error: StandardError, needed = {} }: StandardRow, code: Code): Error {
  const needs = definition.codes[code]?.needs;
  return new StandardError(code, needs === undefined ? {} : { [needs]: needed[needs] });
}
