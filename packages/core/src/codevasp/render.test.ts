import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { CodeApiError, codeApi, VaspError, vasp } from '../index.js';
import { toReply } from '../to-reply.js';

const request = requestOf({ method: 'POST', url: '/v1/beneficiary/transfer' });
/** Chosen: the document names no content type. */
const json = { 'content-type': 'application/json; charset=utf-8' };

const tables = [
  {
    name: 'vasp',
    make: vasp,
    error: (code: unknown, options?: object) => new VaspError(code as VaspError['code'], options),
    statuses: [503],
  },
  {
    name: 'code-api',
    make: codeApi,
    error: (code: unknown, options?: object) => new CodeApiError(code as CodeApiError['code'], options),
    statuses: [408, 422, 429, 500],
  },
];

describe.each(tables)('$name', ({ name, make, error, statuses }) => {
  const facts = codesOf('codevasp', name);
  const standard = make();

  test('answers only with the status that the document prescribes', () => {
    expect([...new Set(facts.map(({ status }) => status))].sort()).toEqual(statuses);
    expect([...new Set([...standard.codes.values()].map(({ status }) => status))].sort()).toEqual(statuses);
  });

  describe.each(facts)('$code', ({ code, status, retryable }) => {
    const bare = jsonReply(status, `{"errorType":"${code}"}`, json);

    test('is the whole reply, without errorMsg', () => {
      expect(toReply(error(code), request, standard)).toStrictEqual(bare);
      expect(toReply(error(code), request, standard)).toStrictEqual(bare);
    });

    test('has an errorMsg when there is one', () => {
      const message = '"transferId" 값이 없습니다\n';
      const reply = jsonReply(
        status,
        `{"errorType":"${code}","errorMsg":"\\"transferId\\" 값이 없습니다\\n"}`,
        json,
      );
      expect(toReply(error(code, { message }), request, standard)).toStrictEqual(reply);
      const other = make({ texts: { [code]: message } });
      expect(toReply(error(code), request, other)).toStrictEqual(reply);
    });

    test.each(['', ' ', '\n'])('is absent for %j: it is never empty', (message) => {
      expect(toReply(error(code, { message }), request, standard)).toStrictEqual(bare);
    });

    test(`${retryable ? 'may' : 'may not'} carry Retry-After`, () => {
      if (retryable) {
        expect(toReply(error(code, { retryAfter: 1.2 }), request, standard)).toStrictEqual(
          jsonReply(status, `{"errorType":"${code}"}`, { ...json, 'retry-after': '2' }),
        );
      } else {
        expect(() => error(code, { retryAfter: 1 })).toThrow(TypeError);
      }
    });
  });
});

describe('a word that both servers have is answered by each in its own way', () => {
  const shared = [
    'INVALID_HEADER_SIGNATURE',
    'INVALID_MSG_FIELD_VALUE',
    'MISSING_HEADER_FIELD',
    'MISSING_REQUIRED_MSG_FIELD',
  ] as const;

  test('these are all there are', () => {
    const words = new Set(codesOf('codevasp', 'vasp').map(({ code }) => code));
    const both = codesOf('codevasp', 'code-api')
      .map(({ code }) => code)
      .filter((code) => words.has(code));
    expect(both.sort()).toEqual([...shared]);
  });

  test.each(shared)('%s', (code) => {
    const answers = [vasp(), codeApi()].map((handler) => [
      toReply(new VaspError(code), request, handler).status,
      toReply(new CodeApiError(code), request, handler).status,
    ]);
    // Whoever the handler is.
    expect(answers).toEqual([
      [503, 422],
      [503, 422],
    ]);
    expect(new VaspError(code)).not.toBeInstanceOf(CodeApiError);
    expect(new CodeApiError(code)).not.toBeInstanceOf(VaspError);
  });
});
