/**
 * What compiles and what does not; `npx tsc` is the test. Every `@ts-expect-error` is an error itself when the
 * line below it compiles.
 */
import { same } from '../../../../test/support/types.js';
import type { CodeOf } from '../catalogue.js';
import { extendStandard } from '../define-standard.js';
import type { ErrorOptionsFor } from '../error-options.js';
import { Failure } from '../failure.js';
import {
  type MyDataAuthorizeCode,
  MyDataAuthorizeError,
  type MyDataCode,
  MyDataError,
  type MyDataTokenCode,
  MyDataTokenError,
  mydata,
  mydataAuthorize,
  mydataResults,
  mydataToken,
} from '../index.js';
import { parseReply } from '../parse-reply.js';
import { isProviderError, type ProviderError } from '../provider-error.js';
import type { Standard } from '../standard.js';

declare const code: MyDataCode;
declare const some: 40001 | 40305;
declare const token: MyDataTokenCode;
declare const authorize: MyDataAuthorizeCode;
declare const cause: unknown;

// Codes.
new MyDataError(40305);
MyDataError(40305);
new MyDataError(code);
new MyDataError(some, '문구');
new MyDataTokenError(token);
new MyDataAuthorizeError(authorize);
// @ts-expect-error no code of the edition
new MyDataError(49999);
// @ts-expect-error nor without new
MyDataError(49999);
// @ts-expect-error a number, not a text
new MyDataError('40305');
// @ts-expect-error a success result
new MyDataError('00000');
// @ts-expect-error a success result
new MyDataError('99999');
// @ts-expect-error a success result
new MyDataError(99999);
// @ts-expect-error any number
new MyDataError(400 as number);
// @ts-expect-error a code is needed
new MyDataError();
// @ts-expect-error a word of authorize
new MyDataTokenError('access_denied');
// @ts-expect-error a word of token
new MyDataAuthorizeError('invalid_grant');
// @ts-expect-error any text
new MyDataTokenError('invalid_grant' as string);
same<MyDataCode & 40305, 40305>(true);
same<Extract<MyDataCode, string>, never>(true);
same<Extract<MyDataTokenCode, number>, never>(true);

// Texts and options.
new MyDataError(40001, '조회 시작일이 잘못되었습니다');
new MyDataError(40001, { message: '문구', cause, headers: { 'x-a': 'b' } });
new MyDataError(40001, undefined);
new MyDataError(40001, { message: undefined, headers: undefined, retryAfter: undefined });
new MyDataError(42901, { retryAfter: 60 });
new MyDataError(50008, { retryAfter: 60 });
new MyDataError(42901, { retryAfter: new Date() });
new MyDataTokenError('temporarily_unavailable', { retryAfter: 60 });
new MyDataAuthorizeError('access_denied', { callback: 'https://client.example/' });
new MyDataAuthorizeError('invalid_client_id');
new MyDataAuthorizeError('invalid_client_id', { cause });
// @ts-expect-error this code may not carry Retry-After
new MyDataError(40001, { retryAfter: 60 });
// @ts-expect-error nor does a union of which one may not
new MyDataError(code, { retryAfter: 60 });
// @ts-expect-error seconds are a number
new MyDataError(42901, { retryAfter: '60' });
// @ts-expect-error this word may not, on authorize
new MyDataAuthorizeError('temporarily_unavailable', { retryAfter: 60 });
// @ts-expect-error the document fixes the text
new MyDataAuthorizeError('invalid_client_id', '문구');
// @ts-expect-error the document fixes the text
new MyDataAuthorizeError('invalid_redirection', { message: '문구' });
// @ts-expect-error nor for a union of which one is fixed
new MyDataAuthorizeError(authorize, '문구');
// @ts-expect-error an option of authorize
new MyDataError(40001, { callback: 'https://client.example/' });
// @ts-expect-error a typing mistake
new MyDataError(40001, { massage: '문구' });
// @ts-expect-error the core's own
new MyDataAuthorizeError('access_denied', { direct: true });
// @ts-expect-error headers are texts
new MyDataError(40001, { headers: { a: 1 } });
// @ts-expect-error a text, not a number
new MyDataError(40001, 1);
// @ts-expect-error nothing after the options
new MyDataError(40001, '문구', { cause });
const kept: ErrorOptionsFor<ReturnType<typeof catalogue>, unknown, 42901> = { retryAfter: 1 };
new MyDataError(42901, kept);

function catalogue() {
  return mydata.definition.codes;
}

// What an error is.
const closed = new MyDataError(40305);
same<typeof closed, ProviderError<40305>>(true);
same<typeof closed.code, 40305>(true);
same<ReturnType<typeof MyDataError<40305>>, ProviderError<40305>>(true);
same<MyDataError, ProviderError<MyDataCode>>(true);
same<CodeOf<ReturnType<typeof catalogue>>, MyDataCode>(true);
const asAny: MyDataError = closed;
const asBase: ProviderError = asAny;
// @ts-expect-error read only
closed.code = 40305;
// @ts-expect-error true, or not there
closed.fromWire = false;
// @ts-expect-error another code
const other: ProviderError<40001> = closed;
MyDataError.stackTraceLimit = 10;
// @ts-expect-error a number of frames
MyDataError.stackTraceLimit = '10';

// Subclasses, and what `catch` knows.
class AccountClosed extends MyDataError {
  constructor(readonly account: string) {
    super(40305, { cause });
  }
}
class Coded extends MyDataError {
  constructor(given: MyDataCode) {
    super(given);
  }
}
class Wrong extends MyDataError {
  constructor() {
    // @ts-expect-error no code of the edition
    super(49999);
  }
}
try {
  throw new AccountClosed('1');
} catch (error) {
  if (error instanceof AccountClosed) same<typeof error.account, string>(true);
  else if (error instanceof MyDataError) same<typeof error.code, MyDataCode>(true);
  else if (error instanceof MyDataTokenError) same<typeof error.code, MyDataTokenCode>(true);
  else if (isProviderError(error)) same<typeof error.code, string | number>(true);
  // @ts-expect-error nothing is known of the rest
  else error.code;
}

// Factories.
mydata();
mydata({});
mydata({ texts: { 40305: '문구' }, on: { timeout: 50004 }, wwwAuthenticate: 'Bearer realm="a"' });
mydata({ texts: undefined, on: undefined, wwwAuthenticate: false });
mydataToken({ texts: { invalid_grant: '문구' }, on: { 'rate-limited': 'invalid_request' } });
mydataAuthorize({ callback: (request) => request.header('a') });
mydataAuthorize({ callback: undefined, on: { timeout: 'invalid_client_id' } });
same<ReturnType<typeof mydata>, Standard<MyDataCode>>(true);
// @ts-expect-error no code of the edition
mydata({ texts: { 49999: '문구' } });
// @ts-expect-error a text
mydata({ texts: { 40305: 1 } });
// @ts-expect-error the document fixes the text
mydataAuthorize({ texts: { invalid_client_id: '문구' } });
// @ts-expect-error no kind of failure
mydata({ on: { typo: 50003 } });
// @ts-expect-error a number, not a text
mydata({ on: { timeout: '50003' } });
// @ts-expect-error no code of the edition
mydata({ on: { timeout: 49999 } });
// @ts-expect-error a word of authorize
mydataToken({ on: { timeout: 'access_denied' } });
// @ts-expect-error true says nothing
mydata({ wwwAuthenticate: true });
// @ts-expect-error a setting of authorize
mydata({ callback: () => undefined });
// @ts-expect-error a typing mistake
mydata({ text: {} });
// @ts-expect-error not with a promise
mydataAuthorize({ callback: async () => 'https://client.example/' });

// Extended.
const { standard: next, error: NextError } = extendStandard(mydata, {
  codes: { 50010: { status: 500, text: '새 코드' }, 42901: { status: 429 } },
  failures: { maintenance: 50010, timeout: 50003 },
});
new NextError(50010, '문구');
new NextError(40305);
same<CodeOf<typeof next.definition.codes>, MyDataCode | 50010>(true);
next({ texts: { 50010: '문구' }, on: { timeout: 50010 } });
// @ts-expect-error the base does not have it
new MyDataError(50010);
// @ts-expect-error neither has it
new NextError(50011);
// @ts-expect-error the replaced row may not carry Retry-After
new NextError(42901, { retryAfter: 1 });
// @ts-expect-error neither has it
extendStandard(mydata, { failures: { timeout: 50010 } });
// @ts-expect-error no kind of failure
extendStandard(mydata, { failures: { typo: 50001 } });
// @ts-expect-error a row needs a status
extendStandard(mydata, { codes: { 50010: { text: '새 코드' } } });

// Read from the wire.
const reading = parseReply(mydata(), { status: 403, headers: {}, body: '' });
if (reading.error) same<typeof reading.error.code, MyDataCode>(true);
else same<typeof reading.detail, string>(true);
// @ts-expect-error a parsed body has lost its form
parseReply(mydata(), { status: 403, headers: {}, body: {} });

// Results, which cannot be thrown as codes.
same<typeof mydataResults.success.rsp_code, '00000'>(true);
// @ts-expect-error a success result
new MyDataError(mydataResults.success.rsp_code);
// @ts-expect-error read only
mydataResults.success.rsp_msg = '성공';

// Settings.
mydata({ unlisted: 'bare', on: { 'not-acceptable': 40002 } });
mydata({ unlisted: undefined });
// @ts-expect-error no other way
mydata({ unlisted: 'full' });
// @ts-expect-error the document's sentence speaks of detailed codes, which the tables of OAuth do not have
mydataToken({ unlisted: 'bare' });

// Failures.
new Failure('timeout', { names: ['a'], allow: ['GET'], retryAfter: new Date(), cause });
// @ts-expect-error no kind of failure
new Failure('typo');
// @ts-expect-error a kind is needed
new Failure();
// @ts-expect-error names are texts
new Failure('missing-header', { names: [1] });
// @ts-expect-error one name is a list of one
new Failure('missing-header', { names: 'a' });
// @ts-expect-error a typing mistake
new Failure('rate-limited', { retryafter: 1 });

export { asBase, Coded, other, Wrong };
