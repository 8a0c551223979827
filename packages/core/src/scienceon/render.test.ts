import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { type CodeFacts, codesOf } from '../../../../test/support/spec.js';
import { extendStandard } from '../define-standard.js';
import { Failure } from '../failure.js';
import { ScienceOnError, scienceOn } from '../index.js';
import { toReply } from '../to-reply.js';

const standard = scienceOn();
const facts = codesOf('scienceon');
const location = '/v2/search';

/** The codes of 301 and 303 cannot be without a location. */
const isRedirect = ({ status }: CodeFacts) => status < 400;
const errorOf = (fact: CodeFacts, options: object = {}) =>
  new ScienceOnError(
    fact.code as 'seeOther',
    {
      ...(isRedirect(fact) && { location }),
      ...options,
    } as { location: string },
  );

/** The document's example, its words for a status, or ours. */
const textOf = ({ code, text }: CodeFacts) => text || (standard.codes.get(code as never)?.text ?? '');

const headersOf = (fact: CodeFacts) => ({
  ...(fact.status === 401 && { 'www-authenticate': 'Bearer' }),
  ...(isRedirect(fact) && { location }),
});

const json = (fact: CodeFacts, text: string, headers: object = {}) =>
  jsonReply(fact.status, `{"errorMessage":"${text}","errorCode":"${fact.code}"}`, {
    ...headersOf(fact),
    ...headers,
  });

const xml = (fact: CodeFacts, text: string, headers: object = {}) =>
  jsonReply(
    fact.status,
    `<?xml version="1.0" encoding="UTF-8"?><result><errorMessage>${text}</errorMessage><errorCode>${fact.code}</errorCode></result>`,
    { 'content-type': 'application/xml; charset=UTF-8', ...headersOf(fact), ...headers },
  );

const forms = [
  ['JSON', json, requestOf({ url: '/translate' })],
  ['XML', xml, requestOf({ url: '/translate.xml' })],
] as const;

describe.each(facts)('$code', (fact) => {
  describe.each(forms)('in %s', (_, replyOf, request) => {
    test('is the whole reply, with the default text', () => {
      const reply = replyOf(fact, textOf(fact));
      expect(toReply(errorOf(fact), request, standard)).toStrictEqual(reply);
      expect(toReply(errorOf(fact), request, standard)).toStrictEqual(reply);
    });

    test('carries a text of one’s own', () => {
      const reply = replyOf(fact, '인증 키가 없습니다');
      const message = '인증 키가 없습니다';
      expect(toReply(errorOf(fact, { message }), request, standard)).toStrictEqual(reply);
      const other = scienceOn({ texts: { [fact.code]: message } });
      expect(toReply(errorOf(fact), request, other)).toStrictEqual(reply);
    });

    test.each(['', ' '])('has its default text for %j', (message) => {
      expect(toReply(errorOf(fact, { message }), request, standard)).toStrictEqual(
        replyOf(fact, textOf(fact)),
      );
    });

    test(`${fact.retryable ? 'may' : 'may not'} carry Retry-After`, () => {
      if (fact.retryable) {
        expect(toReply(errorOf(fact, { retryAfter: 1.2 }), request, standard)).toStrictEqual(
          replyOf(fact, textOf(fact), { 'retry-after': '2' }),
        );
      } else {
        expect(() => errorOf(fact, { retryAfter: 1 })).toThrow(TypeError);
      }
    });
  });
});

describe('XML is sent if the name of the API, the last segment of the received path, ends in .xml', () => {
  test.each([
    ['/translate.xml', 'xml'],
    ['/gateway/v1/translate.xml', 'xml'],
    ['/translate.xml?callback=a.json&x=/', 'xml'],
    ['/translate.xml#top', 'xml'],
    ['http://gateway.example/translate.xml?a', 'xml'],
    ['/a.json.xml', 'xml'],
    ['/.xml', 'xml'],
    ['//x/translate.xml', 'xml'],
    ['/translate', 'json'],
    ['/translate.json', 'json'],
    ['/translate.XML', 'json'],
    ['/translate.Xml', 'json'],
    ['/translatexml', 'json'],
    ['/translate.xml/', 'json'],
    ['/translate.xml/part', 'json'],
    ['/translate.xml;v=1', 'json'],
    ['/translate.xml%20', 'json'],
    ['/translate%2Exml', 'json'],
    ['/translate?api=translate.xml', 'json'],
    ['/translate?a=/translate.xml', 'json'],
    ['/translate#.xml', 'json'],
    ['/', 'json'],
    ['*', 'json'],
    ['', 'json'],
  ])('%s: %s', (url, form) => {
    // Accept has no say.
    for (const accept of ['application/json', 'application/xml', 'text/html']) {
      for (const thrown of [new ScienceOnError('024'), new Failure('unauthenticated')]) {
        const reply = toReply(thrown, requestOf({ url, headers: { accept } }), standard);
        expect(reply.headers['content-type']).toBe(`application/${form}; charset=UTF-8`);
        expect(reply.status).toBe(401);
      }
    }
  });

  test('also for HEAD, whose answer has the length of the omitted body', () => {
    const url = '/translate.xml';
    const { headers } = toReply(new ScienceOnError('024'), requestOf({ url }), standard);
    expect(toReply(new ScienceOnError('024'), requestOf({ url, method: 'HEAD' }), standard)).toEqual({
      status: 401,
      headers,
      body: '',
    });
  });
});

test('a code that an extension added without a text has an empty message', () => {
  const { standard: extended, error: Extended } = extendStandard(scienceOn, {
    codes: { odd: { status: 400 } },
  });
  expect(toReply(new Extended('odd', ' '), requestOf(), extended()).body).toBe(
    '{"errorMessage":"","errorCode":"odd"}',
  );
});
