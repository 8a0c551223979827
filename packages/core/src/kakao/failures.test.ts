import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { Failure } from '../failure.js';
import { kakao, kakaoDevelopers } from '../index.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';

const columns: readonly (readonly [string, Standard])[] = [
  ['kakao', kakao()],
  ['kakao-developers', kakaoDevelopers()],
];

describe.each(columns)('%s', (name, standard) => {
  const facts = new Map(codesOf(name).map((fact) => [fact.code, fact]));

  test.each(failureCases(name))('the failure %s of %j is answered with %s', (kind, names, code) => {
    const failure = new Failure(kind, { names, allow: ['POST', 'get'], retryAfter: 600 });
    const { status = 0, retryable = false } = facts.get(code) ?? {};
    const text = standard.codes.get(code)?.text;
    const msg = names.length > 0 ? `${text} (${names.join(', ')})` : text;
    expect(standard.codeFor(failure)).toBe(code);
    expect(toReply(failure, requestOf(), standard)).toStrictEqual(
      jsonReply(status, `{"code":${code},"msg":"${msg}"}`, {
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
        ...(retryable && { 'retry-after': '600' }),
      }),
    );
  });
});
