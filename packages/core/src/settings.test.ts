import { mistakeOf } from '../../../test/support/mistake.js';
import { requestOf } from '../../../test/support/request.js';
import { configured, tiny } from '../../../test/support/tiny-standard.js';
import { Failure, failureKinds } from './failure.js';
import { mydata, mydataAuthorize, mydataToken } from './index.js';
import { toReply } from './to-reply.js';

/** As plain JavaScript calls it: with anything. */
type Any = (settings?: unknown) => unknown;

describe('wrong settings are refused at start-up', () => {
  const challenge = `wwwAuthenticate must be a challenge such as 'Bearer realm="api"', or false`;
  test.each<[factory: unknown, settings: unknown, mistake: string]>([
    [mydata, null, 'TypeError: mydata: the settings must be an object'],
    [mydata, 'Bearer', 'TypeError: mydata: the settings must be an object'],
    [
      mydata,
      { text: {} },
      'TypeError: mydata: unknown setting "text"; the settings are texts, on, wwwAuthenticate, unlisted',
    ],
    [
      mydata,
      { callback: () => '' },
      'TypeError: mydata: unknown setting "callback"; the settings are texts, on, wwwAuthenticate, unlisted',
    ],
    [
      mydataAuthorize,
      { callBack: () => '' },
      'TypeError: mydata-authorize: unknown setting "callBack"; the settings are texts, on, wwwAuthenticate, callback',
    ],
    [
      mydataAuthorize,
      { callback: 'https://a.example' },
      'TypeError: mydata-authorize: callback must be a function that takes the request',
    ],
    [
      mydataAuthorize,
      { callback: null },
      'TypeError: mydata-authorize: callback must be a function that takes the request',
    ],
    [mydata, { texts: { 49999: 'a' } }, 'RangeError: mydata: texts has "49999", which is not a code'],
    [mydata, { texts: { '00000': 'a' } }, 'RangeError: mydata: texts has "00000", which is not a code'],
    [mydata, { texts: { '040305': 'a' } }, 'RangeError: mydata: texts has "040305", which is not a code'],
    [
      mydata,
      { texts: { constructor: 'a' } },
      'RangeError: mydata: texts has "constructor", which is not a code',
    ],
    [mydata, { texts: { 40305: '' } }, 'TypeError: mydata: texts needs a text for 40305'],
    [mydata, { texts: { 40305: ' \n' } }, 'TypeError: mydata: texts needs a text for 40305'],
    [mydata, { texts: { 40305: undefined } }, 'TypeError: mydata: texts needs a text for 40305'],
    [mydata, { texts: { 40305: 1 } }, 'TypeError: mydata: texts needs a text for 40305'],
    [
      mydataAuthorize,
      { texts: { invalid_client_id: 'a' } },
      'TypeError: mydata-authorize: texts has invalid_client_id, whose text the document fixes; leave it out',
    ],
    [
      tiny,
      { texts: { NEEDY: 'a' } },
      'TypeError: tiny: texts has NEEDY, whose text the document fixes; leave it out',
    ],
    [mydata, { on: { typo: 40305 } }, 'RangeError: mydata: on has "typo", which is not a kind of failure'],
    [
      mydata,
      { on: { constructor: 40305 } },
      'RangeError: mydata: on has "constructor", which is not a kind of failure',
    ],
    [
      mydata,
      { on: { timeout: 49999 } },
      "RangeError: mydata: on answers 'timeout' with 49999, which is not a code",
    ],
    [
      mydata,
      { on: { timeout: '50003' } },
      `RangeError: mydata: on answers 'timeout' with "50003", which is not a code`,
    ],
    [
      mydata,
      { on: { timeout: null } },
      "RangeError: mydata: on answers 'timeout' with null, which is not a code",
    ],
    [
      mydataToken,
      { on: { timeout: 'access_denied' } },
      `RangeError: mydata-token: on answers 'timeout' with "access_denied", which is not a code`,
    ],
    [
      tiny,
      { on: { timeout: 'NEEDY' } },
      `TypeError: tiny: on answers 'timeout' with "NEEDY", which needs detail; choose another code`,
    ],
    ...['', 'Bearer realm="은행"', 'Bearer\r\nset-cookie: a', null, true, 1, ['Bearer']].map(
      (wwwAuthenticate): [unknown, unknown, string] => [
        mydata,
        { wwwAuthenticate },
        `TypeError: mydata: ${challenge}`,
      ],
    ),
    ...['', 'Bare', 'full', true, null, ['bare']].map((unlisted): [unknown, unknown, string] => [
      mydata,
      { unlisted },
      "TypeError: mydata: unlisted must be 'bare', or left out",
    ]),
    // The last line of Annex 1 speaks of `세부 응답코드`, which the tables of OAuth do not have.
    [
      mydataToken,
      { unlisted: 'bare' },
      'TypeError: mydata-token: unknown setting "unlisted"; the settings are texts, on, wwwAuthenticate',
    ],
    [
      mydataAuthorize,
      { unlisted: 'bare' },
      'TypeError: mydata-authorize: unknown setting "unlisted"; the settings are texts, on, wwwAuthenticate, callback',
    ],
    [configured, undefined, 'TypeError: configured: realm must be a string'],
    [configured, {}, 'TypeError: configured: realm must be a string'],
    [configured, { realm: 1 }, 'TypeError: configured: realm must be a string'],
  ])('%p(%j)', (factory, settings, mistake) => {
    expect(mistakeOf(() => (factory as Any)(settings))).toBe(mistake);
  });

  test.each([
    undefined,
    {},
    { texts: undefined, on: undefined, wwwAuthenticate: undefined, unlisted: undefined },
    { texts: {}, on: {} },
    { on: { timeout: undefined } },
  ])('%j leaves everything as it is', (settings) => {
    const standard = (mydata as Any)(settings) as ReturnType<typeof mydata>;
    expect(failureKinds.map((kind) => standard.codeFor(new Failure(kind)))).toEqual(
      failureKinds.map((kind) => mydata().codeFor(new Failure(kind))),
    );
    expect(standard.lastResort).toStrictEqual(mydata().lastResort);
  });
});

test('later changes to the settings have no effect', () => {
  const texts: Record<number, string> = { 40001: '처음' };
  const on: Record<string, number> = { timeout: 50002 };
  const standard = (mydata as Any)({ texts, on }) as ReturnType<typeof mydata>;
  texts[40001] = '나중';
  on.timeout = 49999;
  expect(standard.codeFor(new Failure('timeout'))).toBe(50002);
  expect(toReply(new Failure('malformed-body'), requestOf(), standard).body).toBe(
    '{"rsp_code":"40001","rsp_msg":"처음"}',
  );
});

test('a configured standard describes itself, and cannot be changed', () => {
  const standard = mydata();
  expect(standard).toMatchObject({
    id: 'mydata',
    title: 'Financial MyData',
    source: expect.stringContaining('v1.0 (2021-09)'),
  });
  expect([mydata(), mydataToken(), mydataAuthorize()].map(({ id }) => id)).toEqual([
    'mydata',
    'mydata-token',
    'mydata-authorize',
  ]);
  expect(Object.isFrozen(standard)).toBe(true);
});
