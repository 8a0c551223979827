import fc from 'fast-check';
import { isAH } from '../../../../test/support/ks-x-1001.js';
import {
  type CodeRow,
  Failure,
  failureKinds,
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
  type Reply,
  type RequestView,
  type Standard,
  toReply,
} from '../index.js';

/** Planted wherever it must not be sent from; nothing in a reply is made of these letters by chance. */
const secret = 'gEhEiM-비밀-<&"\r\n';
const signs = ['gEhEiM', '비밀', encodeURIComponent('비밀'), Buffer.from('비밀').toString('latin1')];

const callback = 'https://client.example/cb?keep=1#top';
const standards: readonly Standard[] = [
  mydata(),
  mydataToken(),
  mydataAuthorize(),
  mydataAuthorize({ callback: () => callback }),
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('가', '§', ' ', '\n', '😀', '\ud83d', '"', '\\', '<'), maxLength: 300 }),
);
const headers = fc.dictionary(
  fc.constantFrom('x-a', 'Vary', 'set-cookie', 'WWW-Authenticate', 'Cache-Control'),
  fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\x80', '\xff', ';'), maxLength: 20 }),
);
const retryAfter = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
);
const cause = fc.constantFrom(undefined, secret, new Error(secret), { message: secret });

/** Every typed error that can be made: any code of any surface, with whatever it may carry. */
const typed = fc.oneof(
  ...(
    [
      [mydata(), MyDataError],
      [mydataToken(), MyDataTokenError],
      [mydataAuthorize(), MyDataAuthorizeError],
    ] as const
  ).map(([standard, Class]) =>
    fc
      .tuple(
        fc.constantFrom(...([...standard.codes] as [string | number, CodeRow][])),
        fc.record({ message: text, headers, retryAfter, cause }, { requiredKeys: [] }),
      )
      .map(([[code, row], options]) => {
        if (row.fixed === true) delete options.message;
        if (row.retryAfter !== true) delete options.retryAfter;
        return (Class as (code: unknown, options: object) => unknown)(code, options);
      }),
  ),
);

const failure = fc
  .tuple(
    fc.constantFrom(...failureKinds),
    fc.record(
      {
        names: fc.array(fc.oneof(text, fc.constantFrom('grant_type', 'client_id', 'scope', 'response_type'))),
        allow: fc.array(fc.constantFrom('GET', 'post', 'M-SEARCH')),
        retryAfter,
        cause,
      },
      { requiredKeys: [] },
    ),
  )
  .map(([kind, options]) => new Failure(kind, options));

/** What others throw: anything, and errors that say the secret wherever an error can. */
const foreign = fc.oneof(
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
  fc.dictionary(
    fc.constantFrom(
      'message',
      'status',
      'statusCode',
      'code',
      'standard',
      'options',
      'kind',
      'names',
      'headers',
    ),
    fc.constantFrom<unknown>(secret, 404, 40305, 'mydata', [secret], { a: secret }),
  ),
  fc.constantFrom(undefined, secret).chain((message) =>
    fc
      .record(
        {
          status: fc.nat(999),
          statusCode: fc.nat(999),
          code: fc.constantFrom<unknown>(secret, 40305),
          expose: fc.boolean(),
          cause,
        },
        { requiredKeys: [] },
      )
      .map((members) => Object.assign(new Error(message), members)),
  ),
);
const poisoned = foreign.map((value) =>
  typeof value === 'object' && value !== null && Object.isExtensible(value)
    ? Object.assign(value, { detail: secret, stack: secret })
    : value,
);

/** What is echoed by rule (state, a well-formed transaction id) has no secret; everything else does. */
const request = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'HEAD', secret),
    path: fc.constantFrom('/', `/${secret}`, `//${secret}`, ''),
    query: fc.constantFrom(
      '',
      '?',
      `?a=${secret}`,
      '?state=',
      '?state=a%20b+%ED%95%9C%22',
      '?%',
      `?x=${secret}&state=s`,
    ),
    id: fc.constantFrom(undefined, '', secret, '0000000001M00000000000001', 'a', `A${secret}`, 'A, B'),
  })
  .map(
    ({ method, path, query, id }): RequestView => ({
      method,
      url: path + query,
      header: (name) => (name === 'x-api-tran-id' ? id : secret),
    }),
  );

/** What of the spec page a reply of MyData breaks. */
function problemsOf({ status, headers: all, body }: Reply, { method }: RequestView): string[] {
  const rules: Record<string, boolean> = {
    'a status of the tables': [302, 400, 401, 403, 404, 405, 429, 500, 503].includes(status),
    'names in lower case': Object.keys(all).every((name) => /^[a-z0-9-]+$/.test(name)),
    'values of Latin-1': Object.values(all).every((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)),
    'Allow with 405 alone': all.allow === undefined || status === 405,
    'a challenge with 401': status !== 401 || all['www-authenticate'] === 'Bearer',
    'the type of a body':
      all['content-type'] === (status === 302 ? undefined : 'application/json; charset=UTF-8'),
    'no body for HEAD': method !== 'HEAD' || body === '',
    ...(status === 302 ? redirectRules(all, body) : method === 'HEAD' ? {} : bodyRules(status, all, body)),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

function redirectRules({ location = '', 'content-length': length }: Reply['headers'], body: Reply['body']) {
  const { searchParams, origin, hash } = new URL(location);
  const names = [...searchParams.keys()].join();
  return {
    'no body for a redirect': body === '' && length === '0',
    'to the callback': origin === 'https://client.example' && hash === '#top',
    'behind its query': /^keep,error,error_description(,state)?(,api_tran_id)?$/.test(names),
    'a description within AH(450)': isAH(searchParams.get('error_description')),
  };
}

function bodyRules(status: number, all: Reply['headers'], body: Reply['body']) {
  const members = JSON.parse(body as string) as Record<string, unknown>;
  const code = String(members.rsp_code ?? members.error);
  const names = Object.keys(members).join();
  return {
    'the length in bytes': all['content-length'] === String(Buffer.byteLength(body as string)),
    'JSON without blanks': body === JSON.stringify(members),
    'members in order': /^(rsp_code,rsp_msg|error,error_description(,state)?(,api_tran_id)?)$/.test(names),
    'a text within AH(450)': isAH(members.rsp_msg ?? members.error_description),
    'the status of the code': !('rsp_code' in members) || code.startsWith(String(status)),
    'Retry-After': all['retry-after'] === undefined || /^(42901|temporarily_unavailable)$/.test(code),
  };
}

const runs = { numRuns: 2000 };
const standard = fc.constantFrom(...standards);

test('whatever is thrown, whatever was asked: a conformant reply', () => {
  fc.assert(
    fc.property(fc.oneof(typed, failure, foreign), request, standard, (thrown, asked, configured) => {
      expect(problemsOf(toReply(thrown, asked, configured), asked)).toEqual([]);
    }),
    runs,
  );
});

test('nothing is sent but what was meant to be', () => {
  fc.assert(
    fc.property(fc.oneof(typed, failure, poisoned), request, standard, (thrown, asked, configured) => {
      const { headers: all, body } = toReply(thrown, asked, configured);
      const sent = JSON.stringify([all, body]);
      expect(signs.filter((sign) => sent.includes(sign))).toEqual([]);
    }),
    runs,
  );
});

test('what others throw has no part in the reply', () => {
  fc.assert(
    fc.property(foreign, request, standard, (thrown, asked, configured) => {
      expect(toReply(thrown, asked, configured)).toStrictEqual(toReply(undefined, asked, configured));
    }),
    runs,
  );
});

test('HEAD has the headers of GET', () => {
  fc.assert(
    fc.property(fc.oneof(typed, failure, foreign), request, standard, (thrown, asked, configured) => {
      const [get, head] = ['GET', 'HEAD'].map((method) => toReply(thrown, { ...asked, method }, configured));
      expect(head).toStrictEqual({ ...get, body: '' });
    }),
    runs,
  );
});
