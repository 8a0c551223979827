/** Values that look like a library's error, made by an application, an upstream or an HTTP client. */
import { foreignErrors, secret } from '../../../../test/support/foreign-errors.js';
import * as translators from './index.js';

class AppError extends Error {}
const { ownStatus, responseStatus, anyOf, ...named } = translators;
const all = { ...named, 'ownStatus(AppError)': ownStatus(AppError), 'ownStatus(Error)': ownStatus(Error) };

/** An error of a class with this name, below another one. */
function errorNamed(name: string, members: object, below: new (message: string) => Error = Error): Error {
  const classes = { [name]: class extends below {} };
  return Object.assign(new (classes[name] as typeof Error)(secret), members);
}

class HttpError extends Error {}
const ofJwt = { name: 'UnauthorizedError', code: 'invalid_token', status: 401, inner: {} };
const ofValidator = { name: 'Not Found', status: 404, path: '/', headers: undefined, errors: [] };
const invalid = { path: '/query/limit', errorCode: 'required.openapi.validation' };
const ofAxios = { isAxiosError: true, config: {}, request: {}, response: { status: 401 } };

const lookAlikes: readonly (readonly [what: string, value: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', secret],
  ['an upstream’s JSON like express-jwt’s', JSON.parse(JSON.stringify(ofJwt))],
  ['an upstream’s JSON like passport’s', { name: 'AuthenticationError', message: secret, status: 401 }],
  ['an upstream’s JSON like celebrate’s', { details: new Map([['body', { isJoi: true, details: [] }]]) }],
  ['an upstream’s JSON like the validator’s', { ...ofValidator, status: 400, errors: [invalid] }],
  ['an upstream’s JSON like routing-controllers’', { httpCode: 404, name: 'NotFoundError', message: secret }],
  ['an Error with the members of express-jwt’s', Object.assign(new Error(secret), ofJwt)],
  [
    'an Error with a code and a time-out',
    Object.assign(new Error(secret), { code: 'ETIMEDOUT', timeout: 5 }),
  ],
  ['a socket’s time-out', Object.assign(new Error(secret), { code: 'ETIMEDOUT', errno: -110, status: 503 })],
  ['express-jwt’s, of another code', errorNamed('UnauthorizedError', { ...ofJwt, code: secret })],
  ['express-jwt’s, with a response', errorNamed('UnauthorizedError', { ...ofJwt, ...ofAxios })],
  [
    'an API client’s AuthenticationError',
    errorNamed('AuthenticationError', { name: 'x', message: secret, status: 401, headers: {}, error: {} }),
  ],
  ['a subclass of an API client', errorNamed('AuthenticationError', { status: 401 }, HttpError)],
  ['the validator’s, with the text of an HTTP client', errorNamed('NotFound', ofValidator, HttpError)],
  [
    'the validator’s 403, as a security handler threw it',
    errorNamed('Forbidden', { ...ofValidator, status: 403 }, HttpError),
  ],
  [
    'the validator’s 400, as a security handler threw it',
    errorNamed('BadRequest', { ...ofValidator, status: 400, errors: [{ path: '/accounts' }] }, HttpError),
  ],
  [
    'a response that does not match the document',
    errorNamed('InternalServerError', { ...ofValidator, status: 500, errors: [invalid] }, HttpError),
  ],
  ['an HTTP client’s HttpError', errorNamed('HttpError', { httpCode: 404, response: {} })],
  ['an HttpError without a code', errorNamed('HttpError', { status: 404, request: {} })],
  ['celebrate’s without its symbol', errorNamed('CelebrateError', { details: new Map() })],
  [
    'an Error that throws when it is read',
    new Proxy(new Error(secret), {
      ownKeys() {
        throw new Error(secret);
      },
    }),
  ],
];

describe.each(Object.entries(all))('%s', (_name, translate) => {
  test.each(lookAlikes)('does not recognise %s', (_what, value) => {
    expect(anyOf(translate)(value, undefined)).toBeUndefined();
  });

  test.each(foreignErrors)('does not recognise the error of %s', async (_what, carries, make) => {
    const thrown = await make();
    expect(thrown).toMatchObject(carries);
    expect(anyOf(translate)(thrown, undefined)).toBeUndefined();
  });
});

test('no member that Object.prototype has was given to an error', () => {
  const inherited = { status: 404, statusCode: 404, httpCode: 404, code: 'invalid_token', inner: {} };
  Object.assign(Object.prototype, inherited);
  try {
    const thrown = [new AppError(secret), new Error(secret), errorNamed('HttpError', {})];
    for (const translate of Object.values(all))
      expect(thrown.map((each) => translate(each, undefined))).toEqual(thrown.map(() => undefined));
  } finally {
    for (const name of Object.keys(inherited)) delete (Object.prototype as Record<string, unknown>)[name];
  }
});
