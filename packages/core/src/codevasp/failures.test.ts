import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { Failure } from '../failure.js';
import { codeApi, vasp } from '../index.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';

const columns: readonly (readonly [name: string, standard: Standard])[] = [
  ['vasp', vasp()],
  ['code-api', codeApi()],
];

describe.each(columns)('%s', (name, standard) => {
  const facts = new Map(codesOf('codevasp', name).map((fact) => [fact.code, fact]));

  test.each(failureCases(name))('the failure %s of %j is answered with %s', (kind, names, code) => {
    const failure = new Failure(kind, { names, allow: ['POST', 'get'], retryAfter: 600 });
    const { status = 0, retryable = false } = facts.get(code) ?? {};
    const message = names.length > 0 ? `,"errorMsg":"${names.join(', ')}"` : '';
    expect(standard.codeFor(failure)).toBe(code);
    expect(toReply(failure, requestOf(), standard)).toStrictEqual(
      // No row is a 405 or a 401: neither Allow nor a challenge.
      jsonReply(status, `{"errorType":"${code}"${message}}`, {
        'content-type': 'application/json; charset=utf-8',
        ...(retryable && { 'retry-after': '600' }),
      }),
    );
  });
});
