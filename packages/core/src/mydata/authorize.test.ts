import { jsonReply, redirect } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { Failure } from '../failure.js';
import { type MyDataAuthorizeCode, MyDataAuthorizeError, mydataAuthorize } from '../index.js';
import { toReply } from '../to-reply.js';

const id = '0000000001M00000000000001';
const callback = 'https://client.example/callback';
const request = requestOf({
  url: '/oauth/2.0/authorize?response_type=code&state=a1b2',
  headers: { 'x-api-tran-id': id },
});

const codesOfSurface = (surface: string) =>
  codesOf('mydata', surface).map((fact) => [fact.code, fact] as const);

/** An error with `문구` for a text, but where the document fixes it. */
const errorOf = (code: unknown, options: { readonly callback?: string } = {}) =>
  new MyDataAuthorizeError(code as 'access_denied', { message: '문구', ...options });

const echoed = { 'x-api-tran-id': id };

describe.each(codesOfSurface('authorize-direct'))(
  '%s is answered directly',
  (code, { status, text, rule }) => {
    const isFixed = rule === 'fixed';
    const error = () => (isFixed ? new MyDataAuthorizeError(code as 'invalid_client_id') : errorOf(code));
    const [word, description] = isFixed ? ['invalid_request', text] : [code, '문구'];

    test.each([
      ['without a callback', mydataAuthorize(), undefined],
      ['whatever the factory vouches for', mydataAuthorize({ callback: () => callback }), undefined],
      ['whatever the error vouches for', mydataAuthorize(), callback],
    ])('%s', (_, standard, own) => {
      const thrown =
        own === undefined
          ? error()
          : new MyDataAuthorizeError(code as 'invalid_client_id', { callback: own });
      const said = own === undefined || isFixed ? description : standard.codes.get(code as never)?.text;
      expect(toReply(thrown, request, standard)).toStrictEqual(
        jsonReply(
          status,
          `{"error":"${word}","error_description":"${said}","state":"a1b2","api_tran_id":"${id}"}`,
          echoed,
        ),
      );
    });

    test('with state and api_tran_id only if the request had them', () => {
      const head = `{"error":"${word}","error_description":"${description}"`;
      const only = requestOf({ url: '/authorize?state=a1b2' });
      expect(toReply(error(), requestOf({ url: '/authorize' }), mydataAuthorize())).toStrictEqual(
        jsonReply(status, `${head}}`),
      );
      expect(toReply(error(), only, mydataAuthorize())).toStrictEqual(
        jsonReply(status, `${head},"state":"a1b2"}`),
      );
      expect(toReply(error(), { ...request, url: '/authorize' }, mydataAuthorize())).toStrictEqual(
        jsonReply(status, `${head},"api_tran_id":"${id}"}`, echoed),
      );
    });
  },
);

describe.each(codesOfSurface('authorize-redirect'))('%s is redirected', (code, { status }) => {
  // '문구' in UTF-8, percent-encoded.
  const query = `error=${code}&error_description=%EB%AC%B8%EA%B5%AC&state=a1b2&api_tran_id=${id}`;

  test('to the callback of the factory', () => {
    expect(status).toBe(302);
    const standard = mydataAuthorize({ callback: ({ url }) => `${callback}${url.length}` });
    expect(toReply(errorOf(code), request, standard)).toStrictEqual(
      redirect(`${callback}${request.url.length}?${query}`, echoed),
    );
  });

  test('to the callback of the error, which wins', () => {
    const standard = mydataAuthorize({ callback: () => 'https://other.example/' });
    expect(toReply(errorOf(code, { callback }), request, standard)).toStrictEqual(
      redirect(`${callback}?${query}`, echoed),
    );
  });

  test('with state and api_tran_id only if the request had them', () => {
    const reply = toReply(errorOf(code, { callback }), requestOf({ url: '/authorize' }), mydataAuthorize());
    expect(reply).toStrictEqual(redirect(`${callback}?error=${code}&error_description=%EB%AC%B8%EA%B5%AC`));
  });

  test('and answered directly if the provider approves no callback', () => {
    // Chosen: the document has no status for what cannot be redirected.
    const chosen = code === 'server_error' ? 500 : code === 'temporarily_unavailable' ? 503 : 400;
    const body = `{"error":"${code}","error_description":"문구","state":"a1b2","api_tran_id":"${id}"}`;
    const unvouched = `${request.url}&redirect_uri=${encodeURIComponent(callback)}`;
    for (const standard of [mydataAuthorize(), mydataAuthorize({ callback: () => undefined })]) {
      expect(toReply(errorOf(code), { ...request, url: unvouched }, standard)).toStrictEqual(
        jsonReply(chosen, body, echoed),
      );
    }
  });
});

describe('failures', () => {
  const standard = mydataAuthorize({ callback: () => callback });

  test.each([
    ['route-not-found', 'invalid_request', 400],
    ['malformed-request', 'invalid_request', 400],
    ['method-not-allowed', 'method_not_allowed', 405],
  ] as const)(
    '%s never reached the endpoint as a request of its own, and is answered directly',
    (kind, code, status) => {
      const text = standard.codes.get(code)?.text;
      expect(toReply(new Failure(kind), request, standard)).toStrictEqual(
        jsonReply(
          status,
          `{"error":"${code}","error_description":"${text}","state":"a1b2","api_tran_id":"${id}"}`,
          echoed,
        ),
      );
    },
  );

  test.each(['unexpected', 'timeout', 'maintenance', 'missing-header', 'rate-limited'] as const)(
    '%s is redirected, without Retry-After',
    (kind) => {
      const failure = new Failure(kind, { retryAfter: 1 });
      const code: MyDataAuthorizeCode = standard.codeFor(failure);
      const description = new URLSearchParams({ a: standard.codes.get(code)?.text ?? '' })
        .toString()
        .slice(2);
      expect(toReply(failure, request, standard)).toStrictEqual(
        redirect(
          `${callback}?error=${code}&error_description=${description}&state=a1b2&api_tran_id=${id}`,
          echoed,
        ),
      );
    },
  );
});

test('the description is AH(450), then encoded', () => {
  const error = new MyDataAuthorizeError('access_denied', {
    message: `a b—😀\n${'가'.repeat(200)}`,
    callback,
  });
  const { location = '' } = toReply(error, requestOf(), mydataAuthorize()).headers;
  // 6 bytes of ASCII leave room for 148 syllables of three.
  expect(location).toBe(
    `${callback}?error=access_denied&error_description=a+b%3F%3F+${'%EA%B0%80'.repeat(148)}`,
  );
});
