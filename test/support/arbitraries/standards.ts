import {
  type Code,
  CodeApiError,
  codeApi,
  extendStandard,
  type FailureKind,
  failureKinds,
  KakaoDevelopersError,
  KakaoError,
  KoscomError,
  kakao,
  kakaoDevelopers,
  koscom,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
  ProblemDetailsError,
  problemDetails,
  ScienceOnError,
  type Standard,
  scienceOn,
  VaspError,
  vasp,
} from '@oryu/core';
import fc from 'fast-check';
import { type Checker, checker, type Surface } from '../checkers/checker.js';
import * as codevaspSurfaces from '../checkers/codevasp.js';
import * as kakaoSurfaces from '../checkers/kakao.js';
import { koscom as koscomSurface } from '../checkers/koscom.js';
import * as mydataSurfaces from '../checkers/mydata.js';
import { plainText } from '../checkers/plain-text.js';
import { problemDetails as problemSurface } from '../checkers/problem-details.js';
import { scienceOn as scienceOnSurface } from '../checkers/scienceon.js';
import { TinyError, tiny } from '../tiny-standard.js';
import { printedAs } from './printed-as.js';
import { fail, secret } from './secret.js';
import { anyText } from './texts.js';

type Settings = Readonly<Record<string, unknown>>;

/** A standard, what its document says, and what makes errors of it. */
export interface StandardUnderTest {
  readonly name: string;
  readonly id: string;
  readonly surface: Surface;
  readonly check: Checker;
  /** What this configuration cannot be without. */
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
  factory: unknown,
  Class: unknown,
  surface: Surface,
  base: Settings = {},
  name = '',
): StandardUnderTest {
  const make = factory as StandardUnderTest['make'];
  const { id } = make(base);
  const words = name === '' ? id : `${id} ${name}`;
  return printedAs<StandardUnderTest>(words, {
    name: words,
    id,
    surface,
    check: checker(surface),
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
const newerSurface: Surface = {
  ...mydataSurfaces.mydata,
  facts: [
    ...mydataSurfaces.mydata.facts,
    {
      surface: 'api',
      code: 50010,
      status: 500,
      text: '',
      rule: 'free',
      fault: 'server',
      retryable: false,
      source: 'this test',
    },
  ],
};

const vouched = 'https://client.example/cb?keep=1#top';
const callback = () => vouched;

/** What a provider must not return from `callback`; nothing is redirected to it. */
const badCallbacks: readonly (() => unknown)[] = [
  fail,
  () => Promise.reject(new Error(secret)),
  () => new Promise(() => {}),
  async () => vouched,
  () => undefined,
  () => `javascript:alert('${secret}')`,
  () => `//${secret}`,
  () => `/${secret}`,
  () => `${vouched}\r\nset-cookie: ${secret}`,
  () => new URL(vouched),
  () => ({ toString: () => vouched }),
  () => Object.defineProperty({}, 'then', { get: fail }),
];

/** Every standard, in each configuration that answers differently. */
export const standards: readonly StandardUnderTest[] = [
  under(mydata, MyDataError, mydataSurfaces.mydata),
  under(mydata, MyDataError, mydataSurfaces.mydataBare, { unlisted: 'bare' }, 'with bare unlisted statuses'),
  under(mydataToken, MyDataTokenError, mydataSurfaces.mydataToken),
  under(
    mydataAuthorize,
    MyDataAuthorizeError,
    mydataSurfaces.mydataAuthorize,
    { callback },
    'with a callback',
  ),
  ...badCallbacks.map((bad) =>
    under(
      mydataAuthorize,
      MyDataAuthorizeError,
      mydataSurfaces.mydataAuthorize,
      { callback: bad },
      String(bad),
    ),
  ),
  ...['op-apim', 'op-auth', 'op-exco', 'SAMSUNG'].map((category) =>
    under(koscom, KoscomError, koscomSurface, { category }, category),
  ),
  under(vasp, VaspError, codevaspSurfaces.vasp),
  under(codeApi, CodeApiError, codevaspSurfaces.codeApi),
  under(scienceOn, ScienceOnError, scienceOnSurface),
  under(kakao, KakaoError, kakaoSurfaces.kakao),
  under(kakaoDevelopers, KakaoDevelopersError, kakaoSurfaces.kakaoDevelopers),
  under(problemDetails, ProblemDetailsError, problemSurface),
  under(newer.standard, newer.error, newerSurface, {}, 'of a later edition'),
  under(tiny, TinyError, plainText),
];

/** Those whose names are told apart by their class: what an error of its own is answered by. */
export const classes: readonly StandardUnderTest[] = [
  ...new Map(standards.map((each) => [each.build, each])).values(),
];

/** The settings that every factory takes. */
function settingsOf({ surface, base }: StandardUnderTest): fc.Arbitrary<Settings> {
  const free = surface.facts.filter(({ rule }) => rule === 'free' || rule === 'optional');
  const isRelay = String(base.category).startsWith('op-');
  const bare = surface.facts.filter(
    (fact) =>
      fact.rule !== 'template' &&
      !isRedirect(fact.status, surface) &&
      !(isRelay && fact.surface === 'company'),
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

/** Whether a code cannot be without a Location of its own. */
function isRedirect(status: number, surface: Surface): boolean {
  return surface === scienceOnSurface && status < 400;
}

const plain = new Map(standards.map((each) => [each, each.make(each.base)]));

/** Any standard, as it is or with settings. */
export const anyStandard: fc.Arbitrary<Configured> = fc.constantFrom(...standards).chain((each) =>
  fc.option(settingsOf(each), { nil: undefined }).map((own) =>
    printedAs<Configured>(`${each.name} ${fc.stringify(own)}`, {
      ...each,
      settings: { ...each.base, ...own, ...(each.base.callback === callback && { vouched }) },
      standard: own === undefined ? (plain.get(each) as Standard) : each.make({ ...each.base, ...own }),
    }),
  ),
);
