/** Ten standards in one process: whoever handles it, an error is answered as its own standard answers it. */
import { requestOf } from '../../../test/support/request.js';
import {
  CodeApiError,
  codeApi,
  type ErrorReport,
  Failure,
  isProviderError,
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
  type ProviderError,
  parseReply,
  problemDetails,
  ScienceOnError,
  type Standard,
  scienceOn,
  toReply,
  VaspError,
  vasp,
} from './index.js';

interface Each {
  readonly standard: Standard;
  readonly Class: typeof Error;
  readonly error: ProviderError;
}

/** Whatever their codes, as one type. */
function each(standard: unknown, Class: unknown, error: unknown): Each {
  return { standard, Class, error } as Each;
}

const all: readonly Each[] = [
  each(mydata(), MyDataError, new MyDataError(40305)),
  each(mydataToken(), MyDataTokenError, new MyDataTokenError('invalid_request')),
  each(mydataAuthorize(), MyDataAuthorizeError, new MyDataAuthorizeError('invalid_request')),
  each(vasp(), VaspError, new VaspError('MISSING_HEADER_FIELD')),
  each(codeApi(), CodeApiError, new CodeApiError('MISSING_HEADER_FIELD')),
  each(scienceOn(), ScienceOnError, new ScienceOnError('024')),
  each(kakao(), KakaoError, new KakaoError(-1)),
  each(kakaoDevelopers(), KakaoDevelopersError, new KakaoDevelopersError(-1)),
  each(problemDetails(), ProblemDetailsError, new ProblemDetailsError(404)),
  each(koscom({ category: 'op-apim' }), KoscomError, new KoscomError(404)),
];

const request = requestOf({ url: '/v2/translate.xml?state=s' });
const cases = all.map((one) => [one.standard.id, one] as const);

/** A reply, and where its only report says it came from. */
function answer(thrown: unknown, standard: Standard) {
  const reports: ErrorReport[] = [];
  const reply = toReply(thrown, request, standard, { onError: (report) => reports.push(report) });
  expect(reports).toHaveLength(1);
  return { reply, origin: reports[0]?.origin, code: reports[0]?.error.code };
}

test('they are these', () => {
  expect(all.map(({ standard }) => standard.id)).toEqual([
    'mydata',
    'mydata-token',
    'mydata-authorize',
    'vasp',
    'code-api',
    'scienceon',
    'kakao',
    'kakao-developers',
    'problem-details',
    'koscom',
  ]);
});

describe.each(cases)('under the handler of %s', (id, { standard: handler }) => {
  test.each(cases.filter(([, { standard }]) => standard.id !== 'koscom' || id === 'koscom'))(
    'an error of %s is its own standard’s',
    (_, { standard, error }) => {
      const { reply, origin } = answer(error, handler);
      expect(reply).toStrictEqual(toReply(error, request, standard));
      expect(origin).toBe('domain');
    },
  );

  test.each(cases)(
    'an error of %s read from another server is upstream’s failure',
    (_, { standard, error }) => {
      const { error: read } = parseReply(standard, toReply(error, requestOf(), standard));
      expect(read).toMatchObject({ fromWire: true, code: error.code });
      const { reply, origin, code } = answer(read, handler);
      const failed = new Failure('upstream-failed');
      expect(code).toBe(handler.codeFor(failed));
      expect(reply).toStrictEqual(toReply(failed, request, handler));
      expect(origin).toBe('framework');
    },
  );
});

describe.each(cases.filter(([id]) => id !== 'koscom'))(
  'under the handler of %s',
  (_, { standard: handler }) => {
    test('an error of koscom cannot be answered without its category: unexpected', () => {
      const { reply, origin } = answer(new KoscomError(404), handler);
      expect(reply).toStrictEqual(toReply(new Error('any'), request, handler));
      expect(origin).toBe('unexpected');
    });
  },
);

test.each(cases)('an error of %s is of its own class alone', (_, { Class, error }) => {
  expect(all.map((other) => other.Class).filter((other) => error instanceof other)).toEqual([Class]);
  expect(isProviderError(error)).toBe(true);
});
