import { mistakeOf } from '../../../../test/support/mistake.js';
import { chunked, closing, request, responseText, textOf } from '../../../../test/support/raw-http.js';
import { jsonReply, redirect } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { Served } from '../../../../test/support/served.js';
import { settle } from '../../../../test/support/settle.js';
import { MyDataAuthorizeError, mydataAuthorize } from '../index.js';
import { answerClientErrors } from '../node/index.js';
import { toReply } from '../to-reply.js';

const callback = 'https://client.example/callback';

const denied = (own?: string) =>
  new MyDataAuthorizeError('access_denied', { message: '문구', ...(own !== undefined && { callback: own }) });

describe('the members are appended to the callback, whose own bytes stay', () => {
  test.each([
    ['https://c.example', 'https://c.example?M'],
    ['https://c.example/', 'https://c.example/?M'],
    ['https://c.example/cb?', 'https://c.example/cb?M'],
    ['https://c.example/cb?a=1', 'https://c.example/cb?a=1&M'],
    ['https://c.example/cb?a=1&', 'https://c.example/cb?a=1&M'],
    ['https://c.example/cb?a=1&b=%20+%ED%95%9C', 'https://c.example/cb?a=1&b=%20+%ED%95%9C&M'],
    ['https://c.example/cb#top', 'https://c.example/cb?M#top'],
    ['https://c.example/cb?#top', 'https://c.example/cb?M#top'],
    ['https://c.example/cb?a=1#top', 'https://c.example/cb?a=1&M#top'],
    ['https://c.example/cb#top?a=1', 'https://c.example/cb?M#top?a=1'],
    ['https://c.example/cb#', 'https://c.example/cb?M#'],
    ['HTTPS://C.Example:443/a/../cb', 'HTTPS://C.Example:443/a/../cb?M'],
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1:8080/cb?M'],
  ])('%s', (vouched, location) => {
    const error = new MyDataAuthorizeError('access_denied', { message: 'no', callback: vouched });
    const members = 'error=access_denied&error_description=no';
    expect(toReply(error, requestOf(), mydataAuthorize())).toStrictEqual(
      redirect(location.replace('M', members)),
    );
  });
});

describe('state is echoed as received, encoded for its place', () => {
  test.each([
    ['abc-._~*', '"abc-._~*"', 'abc-._%7E*'],
    ['a+b', '"a b"', 'a+b'],
    ['a%20b', '"a b"', 'a+b'],
    ['a%2Bb', '"a+b"', 'a%2Bb'],
    ['%ED%95%9C%EA%B8%80', '"한글"', '%ED%95%9C%EA%B8%80'],
    ['%22%5C%22', '"\\"\\\\\\""', '%22%5C%22'],
    ['%0D%0ASet-Cookie:a', '"\\r\\nSet-Cookie:a"', '%0D%0ASet-Cookie%3Aa'],
    ['%26error=x', '"&error=x"', '%26error%3Dx'],
    ['a%23b', '"a#b"', 'a%23b'],
    ['%F0%9F%98%80', '"😀"', '%F0%9F%98%80'],
    ['', '""', ''],
  ])('%s', (received, json, encoded) => {
    const asked = requestOf({ url: `/authorize?x=1&state=${received}&y=2` });
    expect(toReply(denied(), asked, mydataAuthorize())).toStrictEqual(
      jsonReply(400, `{"error":"access_denied","error_description":"문구","state":${json}}`),
    );
    expect(toReply(denied(callback), asked, mydataAuthorize())).toStrictEqual(
      redirect(`${callback}?error=access_denied&error_description=%EB%AC%B8%EA%B5%AC&state=${encoded}`),
    );
  });

  test.each(['/state=a', '/authorize?State=a', '/authorize?xstate=a', 'https://b.example/authorize?', ''])(
    'not in %j',
    (url) => {
      expect(toReply(denied(), requestOf({ url }), mydataAuthorize()).body).toBe(
        '{"error":"access_denied","error_description":"문구"}',
      );
    },
  );
});

describe('a value that cannot be an approved URL is never redirected to', () => {
  const direct = jsonReply(400, '{"error":"access_denied","error_description":"문구"}');
  const values: readonly unknown[] = [
    '',
    '/callback',
    '//client.example',
    'https://',
    'javascript:alert(1)',
    'data:text/html,a',
    'app://client',
    `${callback}\r\nset-cookie: a`,
    `${callback}\n`,
    ` ${callback}`,
    `${callback} a`,
    `${callback}/한글`,
    1,
    null,
    [callback],
    new URL(callback),
    Promise.resolve(callback),
  ];

  test.each(values)('%p from the factory: answered directly', (value) => {
    const standard = mydataAuthorize({ callback: (() => value) as () => string });
    expect(toReply(denied(), requestOf(), standard)).toStrictEqual(direct);
  });

  test.each(values)('%p for an error: refused at once', (value) => {
    expect(mistakeOf(() => denied(value as string))).toBe(
      'TypeError: mydata-authorize access_denied: callback must be an absolute http or https URL of printable ASCII',
    );
  });

  test.each<[name: string, callback: () => unknown]>([
    ['throws', () => decodeURIComponent('%')],
    ['rejects', () => Promise.reject(new Error('the client is not known'))],
    ['knows none', () => undefined],
  ])('a function that %s: answered directly', async (_, made) => {
    const standard = mydataAuthorize({ callback: made as () => undefined });
    expect(toReply(denied(), requestOf(), standard)).toStrictEqual(direct);
    await settle();
  });
});

describe('a callback is asked of requests alone', () => {
  const asked: string[] = [];
  const standard = mydataAuthorize({
    callback: ({ url }) => {
      asked.push(url);
      return callback;
    },
  });
  const direct = (code: 'invalid_request' | 'server_error') => {
    const text = standard.codes.get(code)?.text;
    return jsonReply(
      code === 'server_error' ? 500 : 400,
      `{"error":"${code}","error_description":"${text}"}`,
    );
  };

  test('not at start-up', () => {
    expect(standard.lastResort).toStrictEqual(direct('server_error'));
    expect(asked).toEqual([]);
  });

  test('not if Node’s parser refuses', async () => {
    const served = await Served.start(() => {});
    answerClientErrors(served.server, standard);
    const connection = await served.connect();
    const extended = chunked('a').replace('\r', `;${'a'.repeat(20_000)}\r`);
    connection.send(request('POST /authorize', { 'transfer-encoding': 'chunked' }, extended));
    const { headers, body } = direct('invalid_request');
    expect(textOf(await connection.response())).toBe(
      responseText('HTTP/1.1 400 Bad Request', Object.entries({ ...headers, ...closing }), String(body)),
    );
    expect(asked).toEqual([]);
  });
});
