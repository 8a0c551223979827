import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { extendStandard } from '../define-standard.js';
import { KakaoDevelopersError, KakaoError, kakao, kakaoDevelopers } from '../index.js';
import { toReply } from '../to-reply.js';

const request = requestOf({ url: '/v1/directions' });

const tables = [
  {
    name: 'kakao',
    make: kakao,
    error: (code: unknown, options?: object) => new KakaoError(code as -1, options),
  },
  {
    name: 'kakao-developers',
    make: kakaoDevelopers,
    error: (code: unknown, options?: object) => new KakaoDevelopersError(code as -1, options),
  },
];

describe.each(tables)('$name', ({ name, make, error }) => {
  const standard = make();

  describe.each(codesOf(name))('$code', ({ code, status, retryable }) => {
    // RFC 9110, 15.5.2: a 401 has a challenge.
    const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
    const replyOf = (msg: string, more: object = {}) =>
      jsonReply(status, `{"code":${code},"msg":"${msg}"}`, { ...headers, ...more });
    const text = standard.codes.get(code as never)?.text ?? '';

    test('is the whole reply, with the default text', () => {
      expect(text).toMatch(/^[\x20-\x7e]+$/);
      expect(toReply(error(code), request, standard)).toStrictEqual(replyOf(text));
      expect(toReply(error(code), request, standard)).toStrictEqual(replyOf(text));
    });

    test('carries a text of one’s own', () => {
      const message = '"origin" 값이 없음';
      const reply = replyOf('\\"origin\\" 값이 없음');
      expect(toReply(error(code, { message }), request, standard)).toStrictEqual(reply);
      expect(toReply(error(code), request, make({ texts: { [code]: message } }))).toStrictEqual(reply);
    });

    test.each(['', ' ', '\n'])('never has an empty msg: %j', (message) => {
      expect(toReply(error(code, { message }), request, standard)).toStrictEqual(replyOf(text));
    });

    test(`${retryable ? 'may' : 'may not'} carry Retry-After`, () => {
      if (retryable) {
        expect(toReply(error(code, { retryAfter: 1.2 }), request, standard)).toStrictEqual(
          replyOf(text, { 'retry-after': '2' }),
        );
      } else {
        expect(() => error(code, { retryAfter: 1 })).toThrow(TypeError);
      }
    });
  });
});

test('a used-up quota is 400: the table of codes decides, not that of statuses', () => {
  expect(new KakaoError(-10).status).toBe(400);
});

test('a code that an extension added without a text has a msg all the same', () => {
  const { standard, error: Extended } = extendStandard(kakao, {
    codes: { [-20]: { status: 400, en: 'The car is parked' }, [-21]: { status: 400 } },
  });
  expect(toReply(new Extended(-20), request, standard()).body).toBe('{"code":-20,"msg":"The car is parked"}');
  expect(toReply(new Extended(-21), request, standard()).body).toBe('{"code":-21,"msg":"error"}');
});

describe('the two tables are never mixed up', () => {
  test.each([-1, -7] as const)('%d is 500 in the one and 400 in the other, under every handler', (code) => {
    for (const handler of [kakao(), kakaoDevelopers()]) {
      expect(toReply(new KakaoError(code), request, handler).status).toBe(500);
      expect(toReply(new KakaoDevelopersError(code), request, handler).status).toBe(400);
    }
  });

  test('no error of the one is an error of the other', () => {
    expect(new KakaoDevelopersError(-1)).toBeInstanceOf(KakaoDevelopersError);
    expect(new KakaoDevelopersError(-1)).not.toBeInstanceOf(KakaoError);
    expect(new KakaoError(-1)).not.toBeInstanceOf(KakaoDevelopersError);
    expect(new KakaoDevelopersError(-1).name).toBe('KakaoDevelopersError');
  });

  test('facts about Kakao Developers are its own', () => {
    const { id, title, source, codes } = kakaoDevelopers();
    expect({ id, title }).toEqual({ id: 'kakao-developers', title: 'Kakao Developers' });
    expect(source).toContain('https://developers.kakao.com/docs/latest/ko/rest-api/error-code');
    for (const row of codes.values()) expect(row).toMatchObject({ source: 'Error code, Common' });
  });
});
