import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf, type FailureFacts, failuresOf } from '../../../../test/support/spec.js';
import type { Code } from '../catalogue.js';
import { extendStandard } from '../define-standard.js';
import { Failure, type FailureKind, failureKinds } from '../failure.js';
import { MyDataError, mydata, mydataAuthorize, mydataToken } from '../index.js';
import { parseReply } from '../parse-reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';

const id = '0000000001M00000000000001';
const headers = { 'x-api-tran-id': id };

interface Surface {
  readonly standard: Standard;
  /** The column of the table of failures. */
  readonly column: string;
  /** The surfaces of `mydata.tsv`. */
  readonly codes: readonly string[];
  readonly body: (code: Code, text: string) => string;
  /** The status, where it is not the row's. */
  readonly status?: (code: Code) => number | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Chosen: the statuses of an authorize answer that cannot be redirected. */
const directStatus = (code: Code) =>
  code === 'method_not_allowed'
    ? 405
    : code === 'server_error'
      ? 500
      : code === 'temporarily_unavailable'
        ? 503
        : 400;

const surfaces: readonly Surface[] = [
  {
    standard: mydata(),
    column: 'mydata',
    codes: ['api'],
    body: (code, text) => `{"rsp_code":"${code}","rsp_msg":"${text}"}`,
    headers,
  },
  {
    standard: mydataToken(),
    column: 'mydata-token',
    codes: ['token'],
    body: (code, text) => `{"error":"${code}","error_description":"${text}"}`,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache', ...headers },
  },
  {
    standard: mydataAuthorize(),
    column: 'mydata-authorize',
    codes: ['authorize-direct', 'authorize-redirect'],
    body: (code, text) =>
      `{"error":"${text === code ? 'invalid_request' : code}","error_description":"${text}","state":"s","api_tran_id":"${id}"}`,
    status: directStatus,
    headers,
  },
];

/** Names that a failure may carry, and the code that the cell gives: the cell's order decides, not the names'. */
function cases({
  names,
  otherwise,
}: FailureFacts): readonly (readonly [names: readonly string[], code: Code])[] {
  const listed = names.map(([name]) => name);
  return [
    [[], otherwise],
    [['other'], otherwise],
    ...names.flatMap(([name, code]) => [
      [[name], code] as const,
      [['other', name], code] as const,
      // Unlike a header's, the name of a parameter compares with case.
      [[name.toUpperCase()], otherwise] as const,
    ]),
    ...(names[0] === undefined
      ? []
      : [[[...listed], names[0][1]] as const, [[...listed].reverse(), names[0][1]] as const]),
  ];
}

describe.each(surfaces.map((surface) => [surface.column, surface] as const))('%s', (_, surface) => {
  const { standard, codes, body } = surface;
  const facts = new Map(codesOf('mydata', ...codes).map((fact) => [fact.code, fact]));
  const request = requestOf({ url: '/a?state=s', headers });

  test.each(
    failuresOf(surface.column).flatMap((fact) => cases(fact).map((each) => [fact.kind, ...each] as const)),
  )('the failure %s of %j is answered with %s', (kind, names, code) => {
    const failure = new Failure(kind, { names, allow: ['POST', 'get'], retryAfter: 600 });
    const fact = facts.get(code);
    const row = standard.codes.get(code);
    const status = surface.status?.(code) ?? fact?.status ?? 0;
    // Text of ours and the names, never anything else of the failure.
    const text =
      fact?.rule === 'fixed' || names.length === 0 ? `${row?.text}` : `${row?.text} (${names.join(', ')})`;
    expect(standard.codeFor(failure)).toBe(code);
    expect(toReply(failure, request, standard)).toStrictEqual(
      jsonReply(status, body(code, text), {
        ...surface.headers,
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
        ...(status === 405 && { allow: 'GET, HEAD, POST' }),
        ...(fact?.retryable === true && { 'retry-after': '600' }),
      }),
    );
  });

  test.each(failuresOf(surface.column))('another code can be chosen for $kind', ({ kind }) => {
    const make = { mydata, 'mydata-token': mydataToken, 'mydata-authorize': mydataAuthorize }[surface.column];
    for (const code of standard.codes.keys()) {
      const other = (make as (settings: object) => Standard)({ on: { [kind]: code } });
      expect(other.codeFor(new Failure(kind, { names: ['grant_type', 'client_id'] }))).toBe(code);
    }
  });
});

test('without methods a 405 has no Allow', () => {
  for (const allow of [undefined, []]) {
    const { status, headers } = toReply(new Failure('method-not-allowed', { allow }), requestOf(), mydata());
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: undefined });
  }
});

test('a point in time goes out as a date', () => {
  const failure = new Failure('rate-limited', { retryAfter: new Date('2026-01-02T03:04:05Z') });
  expect(toReply(failure, requestOf(), mydata()).headers['retry-after']).toBe(
    'Fri, 02 Jan 2026 03:04:05 GMT',
  );
});

test('ten names are sent at most, and the text stays within 450 bytes', () => {
  const names = Array.from({ length: 12 }, (_, index) => `name${index}`);
  const text = `요청 파라미터가 올바르지 않습니다 (${names.slice(0, 10).join(', ')})`;
  expect(toReply(new Failure('missing-parameter', { names }), requestOf(), mydata())).toStrictEqual(
    jsonReply(400, `{"rsp_code":"40001","rsp_msg":"${text}"}`),
  );
  const long = toReply(
    new Failure('missing-parameter', { names: names.map((name) => name.padEnd(64, 'x')) }),
    requestOf(),
    mydata(),
  );
  const { rsp_msg } = JSON.parse(long.body as string) as { rsp_msg: string };
  expect(Buffer.byteLength(rsp_msg)).toBe(450);
});

test('the names stand behind the provider’s own default text', () => {
  const standard = mydata({ texts: { 40001: '기관의 문구' } });
  const failure = new Failure('missing-parameter', { names: ['from_date', 'to_date'] });
  expect(toReply(failure, requestOf(), standard)).toStrictEqual(
    jsonReply(400, '{"rsp_code":"40001","rsp_msg":"기관의 문구 (from_date, to_date)"}'),
  );
});

test('a name that decides is found behind the ten', () => {
  const names = [...Array.from({ length: 12 }, (_, index) => `name${index}`), 'grant_type'];
  expect(mydataToken().codeFor(new Failure('missing-parameter', { names }))).toBe('unsupported_grant_type');
});

/** Annex 1, p. 282, last line: a status that the table does not list stands for itself, without a detailed code. */
describe("with unlisted: 'bare'", () => {
  const standard = mydata({ unlisted: 'bare' });
  const plain = {
    'body-too-large': 413,
    'unsupported-media-type': 415,
    'not-acceptable': 406,
    'not-implemented': 501,
  };
  const request = requestOf({ headers });

  test.each(Object.entries(plain))(
    '%s is a plain %d, with the headers of every response and no body',
    (kind, status) => {
      const failure = new Failure(kind as FailureKind, { names: ['limit'], allow: ['GET'], retryAfter: 1 });
      const bare = { status, headers: { 'content-length': '0' }, body: '' };
      expect(toReply(failure, requestOf(), standard)).toStrictEqual(bare);
      const echoed = { ...bare, headers: { ...bare.headers, ...headers } };
      expect(toReply(failure, request, standard)).toStrictEqual(echoed);
      expect(toReply(failure, { ...request, method: 'HEAD' }, standard)).toStrictEqual(echoed);
    },
  );

  test.each(failureKinds.filter((kind) => !Object.hasOwn(plain, kind)))(
    '%s is answered as before',
    (kind) => {
      expect(toReply(new Failure(kind), request, standard)).toStrictEqual(
        toReply(new Failure(kind), request, mydata()),
      );
    },
  );

  test('a code that domain code throws is answered as before, also if such a failure has the same code', () => {
    for (const code of [40001, 40002, 40301] as const) {
      expect(toReply(new MyDataError(code), request, standard)).toStrictEqual(
        toReply(new MyDataError(code), request, mydata()),
      );
    }
  });

  test('the report names the listed code nearest in meaning', () => {
    const reports: unknown[] = [];
    toReply(new Failure('not-implemented'), request, standard, {
      onError: ({ error, fault, reply }) => reports.push([error.code, fault, reply.status]),
    });
    expect(reports).toEqual([[40301, 'client', 501]]);
  });

  test('a code chosen for the failure wins', () => {
    const chosen = mydata({ unlisted: 'bare', on: { 'not-implemented': 50002 } });
    expect(toReply(new Failure('not-implemented'), request, chosen)).toStrictEqual(
      toReply(new MyDataError(50002), request, mydata()),
    );
    expect(toReply(new Failure('body-too-large'), request, chosen).status).toBe(413);
  });

  test('a status that an extension lists is answered with its code', () => {
    const { standard: later } = extendStandard(mydata, {
      codes: { 41301: { status: 413, text: '요청이 너무 큽니다' } },
      failures: { 'body-too-large': 41301 },
    });
    expect(toReply(new Failure('body-too-large'), request, later({ unlisted: 'bare' }))).toStrictEqual(
      jsonReply(413, '{"rsp_code":"41301","rsp_msg":"요청이 너무 큽니다"}', headers),
    );
  });

  test('another server does not read a code from it', () => {
    const reply = toReply(new Failure('body-too-large'), request, standard);
    expect(parseReply(standard, reply)).toEqual({
      mismatch: 'unreadable',
      detail: 'the body is not a JSON object',
    });
  });
});
