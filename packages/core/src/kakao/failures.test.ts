import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf, failuresOf } from '../../../../test/support/spec.js';
import { Failure, kakao, kakaoDevelopers, type Standard, toReply } from '../index.js';

/** `spec/README.md`: the pairs of Kakao Developers are those of `kakao`, but for `timeout`. */
const developers = failuresOf('kakao').map((fact) =>
  fact.kind === 'timeout' ? { ...fact, otherwise: -603 } : fact,
);

const columns: readonly (readonly [string, Standard, ReturnType<typeof failureCases>])[] = [
  ['kakao', kakao(), failureCases('kakao')],
  ['kakao-developers', kakaoDevelopers(), failureCases(developers)],
];

describe.each(columns)('%s', (name, standard, cases) => {
  const facts = new Map(codesOf(name).map((fact) => [fact.code, fact]));

  test.each(cases)('the failure %s of %j is answered with %s', (kind, names, code) => {
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
