import { failureCases } from '../../../../test/support/failure-cases.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { codesOf } from '../../../../test/support/spec.js';
import { Failure } from '../failure.js';
import { scienceOn } from '../index.js';
import { toReply } from '../to-reply.js';

const standard = scienceOn();
const facts = new Map(codesOf('scienceon').map((fact) => [fact.code, fact]));

test.each(failureCases('scienceon'))('the failure %s of %j is answered with %s', (kind, names, code) => {
  const failure = new Failure(kind, { names, allow: ['POST', 'get'], retryAfter: 600 });
  const { status = 0, text = '', retryable = false } = facts.get(code) ?? {};
  const message = names.length > 0 ? `${text} (${names.join(', ')})` : text;
  const headers = {
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(status === 405 && { allow: 'GET, HEAD, POST' }),
    ...(retryable && { 'retry-after': '600' }),
  };
  expect(standard.codeFor(failure)).toBe(code);
  expect(toReply(failure, requestOf({ url: '/translate' }), standard)).toStrictEqual(
    jsonReply(status, `{"errorMessage":"${message}","errorCode":"${code}"}`, headers),
  );
  expect(toReply(failure, requestOf({ url: '/translate.xml' }), standard)).toStrictEqual(
    jsonReply(
      status,
      `<?xml version="1.0" encoding="UTF-8"?><result><errorMessage>${message}</errorMessage><errorCode>${code}</errorCode></result>`,
      { 'content-type': 'application/xml; charset=UTF-8', ...headers },
    ),
  );
});
