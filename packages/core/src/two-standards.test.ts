import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { ConfiguredError, configured, TinyError, tiny } from '../../../test/support/tiny-standard.js';
import { extendStandard } from './define-standard.js';
import { Failure } from './failure.js';
import type { ErrorReport } from './hooks.js';
import {
  MyDataAuthorizeError,
  MyDataError,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataToken,
} from './index.js';
import { parseReply } from './parse-reply.js';
import type { Standard } from './standard.js';
import { toReply } from './to-reply.js';

const id = '0000000001M00000000000001';
const request = requestOf({ url: '/a?state=s', headers: { 'x-api-tran-id': id } });

/** A reply and the one report of it. */
function answer(thrown: unknown, standard: Standard, translate?: (thrown: unknown) => undefined) {
  const reports: ErrorReport[] = [];
  const onError = (report: ErrorReport) => reports.push(report);
  const reply = toReply(thrown, request, standard, { onError, ...(translate && { translate }) });
  expect(reports).toHaveLength(1);
  return { reply, report: reports[0] as ErrorReport };
}

describe('a typed error is answered in its own standard, under every handler', () => {
  const tokenReply = jsonReply(
    400,
    '{"error":"invalid_request","error_description":"요청 파라미터나 헤더가 올바르지 않습니다"}',
    { 'cache-control': 'no-store', pragma: 'no-cache', 'x-api-tran-id': id },
  );
  const authorizeReply = jsonReply(
    400,
    `{"error":"invalid_request","error_description":"요청 파라미터나 헤더가 올바르지 않습니다","state":"s","api_tran_id":"${id}"}`,
    { 'x-api-tran-id': id },
  );
  const tinyReply = {
    status: 400,
    headers: { 'content-type': 'text/plain', 'content-length': '11' },
    body: 'PLAIN plain',
  };
  const apiReply = jsonReply(403, '{"rsp_code":"40305","rsp_msg":"자산이 정상 상태가 아닙니다"}', {
    'x-api-tran-id': id,
  });

  const handlers: readonly Standard[] = [mydata(), mydataToken(), mydataAuthorize(), tiny()];
  test.each(handlers.map((handler) => [handler.id, handler] as const))(
    'under the handler of %s',
    (_, handler) => {
      for (const [thrown, reply] of [
        [new MyDataError(40305), apiReply],
        // The same word in two standards.
        [new MyDataTokenError('invalid_request'), tokenReply],
        [new MyDataAuthorizeError('invalid_request'), authorizeReply],
        [new TinyError('PLAIN'), tinyReply],
      ] as const) {
        const { reply: given, report } = answer(thrown, handler);
        expect(given).toStrictEqual(reply);
        expect(report).toStrictEqual({
          error: thrown,
          thrown,
          origin: 'domain',
          fault: 'client',
          retryable: false,
          reply: given,
          request,
          context: undefined,
        });
      }
    },
  );

  test('a value that is not a typed error is answered in the standard of the handler', () => {
    for (const handler of handlers) {
      for (const thrown of [new Error('a'), new Failure('timeout')]) {
        expect(answer(thrown, handler).report.error.standard).toBe(handler.id);
      }
    }
  });
});

describe('the handler’s configuration', () => {
  const texts = { 40305: '해지된 자산입니다' };

  test('holds for errors of its id', () => {
    const { reply } = answer(new MyDataError(40305), mydata({ texts }));
    expect(reply.body).toBe('{"rsp_code":"40305","rsp_msg":"해지된 자산입니다"}');
    const denied = answer(new MyDataError(40101), mydata({ wwwAuthenticate: 'Bearer realm="a"' }));
    expect(denied.reply.headers['www-authenticate']).toBe('Bearer realm="a"');
    const redirected = mydataAuthorize({ callback: () => 'https://client.example/' });
    expect(answer(new MyDataAuthorizeError('access_denied'), redirected).reply.status).toBe(302);
  });

  test('does not reach errors of another id, which keep their defaults', () => {
    const token = mydataToken({ texts: { invalid_grant: '이 문구는 나가지 않음' }, wwwAuthenticate: false });
    expect(answer(new MyDataError(40101), token).reply).toStrictEqual(
      answer(new MyDataError(40101), mydata()).reply,
    );
    const grant = new MyDataTokenError('invalid_grant');
    expect(answer(grant, mydata({ texts })).reply).toStrictEqual(answer(grant, mydataToken()).reply);
  });
});

describe('an extended standard', () => {
  const { standard: next, error: NextError } = extendStandard(mydata, {
    codes: { 50010: { status: 500, text: '새 코드' }, 40305: { status: 403, text: '바뀐 문구' } },
  });

  test('answers its own code under the plain handler', () => {
    const { reply, report } = answer(new NextError(50010), mydata({ texts: { 40305: '다른 문구' } }));
    expect(reply).toStrictEqual(
      jsonReply(500, '{"rsp_code":"50010","rsp_msg":"새 코드"}', { 'x-api-tran-id': id }),
    );
    expect(report.origin).toBe('domain');
  });

  test('answers the codes of its base under every handler', () => {
    const text = (standard: Standard, thrown: unknown) =>
      (JSON.parse(answer(thrown, standard).reply.body as string) as { rsp_msg: string }).rsp_msg;
    expect(text(next(), new MyDataError(40305))).toBe('바뀐 문구');
    expect(text(mydata(), new NextError(40305))).toBe('자산이 정상 상태가 아닙니다');
    expect(text(next({ texts: { 50010: '점검' } }), new NextError(50010))).toBe('점검');
  });
});

describe('errors that cannot be built without configuration', () => {
  test('is unexpected in the handler’s standard, and the report says which setting is missing', () => {
    const thrown = new ConfiguredError('PLAIN');
    const { reply, report } = answer(thrown, mydata());
    expect(reply).toStrictEqual(answer(new Error('a'), mydata()).reply);
    expect(report).toMatchObject({
      origin: 'unexpected',
      thrown,
      error: { standard: 'mydata', code: 50001 },
    });
    expect(report.thrown).toBe(thrown);
    expect(String(report.error.cause)).toBe('TypeError: configured: realm must be a string');
  });

  test('is answered under a handler that has the configuration', () => {
    const { reply, report } = answer(new ConfiguredError('PLAIN'), configured({ realm: 'a' }));
    expect([reply.body, report.origin]).toEqual(['PLAIN plain', 'domain']);
  });
});

describe('an error read from another server', () => {
  const wire = { status: 403, headers: {}, body: '{"rsp_code":"40305","rsp_msg":"상대의 문구"}' };
  const read = () => parseReply(mydata(), wire).error as MyDataError;
  const failed = jsonReply(500, '{"rsp_code":"50002","rsp_msg":"요청을 처리하지 못했습니다"}', {
    'x-api-tran-id': id,
  });

  test('is answered as upstream-failed in the handler’s standard, never re-emitted', () => {
    const thrown = read();
    const { reply, report } = answer(thrown, mydata());
    expect(reply).toStrictEqual(failed);
    expect(report).toMatchObject({ origin: 'framework', error: { code: 50002 } });
    expect([report.thrown, report.error.cause]).toEqual([thrown, thrown]);
    expect(answer(thrown, mydataToken()).report.error.code).toBe('server_error');
    expect(answer(thrown, tiny()).reply.body).toBe('BROKEN broken');
  });

  test('is passed on when translate returns it', () => {
    const thrown = read();
    const passOn = (error: unknown) => error as undefined;
    for (const standard of [mydata(), mydataToken()] as Standard[]) {
      const { reply, report } = answer(thrown, standard, passOn);
      expect(reply).toStrictEqual(
        jsonReply(403, '{"rsp_code":"40305","rsp_msg":"상대의 문구"}', { 'x-api-tran-id': id }),
      );
      expect([report.origin, report.error, report.thrown]).toEqual(['domain', thrown, thrown]);
    }
  });

  test('may become another error by translate', () => {
    const translate = () => new MyDataError(50005) as unknown as undefined;
    expect(answer(read(), mydata(), translate).report).toMatchObject({
      origin: 'domain',
      error: { code: 50005 },
    });
  });
});
