import { Failure, type FailureKind } from '../failure.js';
import { anyOf, ownStatus, responseStatus, type Translator } from './index.js';

const kindOf = (translated: unknown) => (translated instanceof Failure ? translated.kind : translated);
const secret = new Error('비밀');

class AppError extends Error {
  constructor(
    readonly status: unknown,
    options?: ErrorOptions,
  ) {
    super('비밀', options);
  }
}
class NotFound extends AppError {
  constructor() {
    super(404);
  }
}
class Computed extends Error {
  get statusCode() {
    return 429;
  }
}

describe('ownStatus(AppError)', () => {
  test.each<[what: string, thrown: unknown, kind: FailureKind | undefined]>([
    ['a status', new AppError(403), 'forbidden'],
    ['an error of a subclass', new NotFound(), 'route-not-found'],
    ['a status with a cause', new AppError(409, { cause: secret }), 'invalid-parameter'],
    ['a status that no table lists', new AppError(418), 'malformed-request'],
    [
      'a status that more members stand beside',
      Object.assign(new AppError(503), { code: 'DB' }),
      'unavailable',
    ],
    ['a status of 500', new AppError(500), undefined],
    ['a status of a success', new AppError(200), undefined],
    ['a text as status', new AppError('404'), undefined],
    ['NaN as status', new AppError(Number.NaN), undefined],
    ['another class', new Computed(), undefined],
    ['a plain Error', Object.assign(new Error('비밀'), { status: 404 }), undefined],
    ['JSON', { status: 404 }, undefined],
    ['nothing', undefined, undefined],
  ])('%s', (_what, thrown, kind) => {
    expect(kindOf(ownStatus(AppError)(thrown, undefined))).toBe(kind);
  });

  test('the cause of the failure is the error itself', () => {
    const thrown = new NotFound();
    expect(ownStatus(AppError)(thrown, undefined)).toMatchObject({ cause: thrown });
  });

  test('takes several classes, and reads statusCode and getters', () => {
    const translate = ownStatus(AppError, Computed);
    expect([new NotFound(), new Computed()].map((each) => kindOf(translate(each, undefined)))).toEqual([
      'route-not-found',
      'rate-limited',
    ]);
  });

  test.each([[[]], [[AppError, undefined]], [[secret]], [[Map]], [['AppError']]])(
    'refuses %p at start-up',
    (classes) => {
      expect(() => ownStatus(...(classes as unknown as [typeof AppError]))).toThrow(
        new TypeError('ownStatus takes classes of errors: ownStatus(AppError)'),
      );
    },
  );
});

describe('ownStatus(Error)', () => {
  test.each<[what: string, thrown: unknown, kind: FailureKind | undefined]>([
    ['a plain Error with a status', Object.assign(new Error(), { status: 404 }), 'route-not-found'],
    ['a plain Error with a statusCode', Object.assign(new Error(), { statusCode: 404 }), 'route-not-found'],
    ['both', Object.assign(new Error(), { status: 403, statusCode: 403 }), 'forbidden'],
    ['a plain Error without a status', new Error(), undefined],
    ['an Error of a class', new NotFound(), undefined],
    ['a TypeError', Object.assign(new TypeError(), { status: 404 }), undefined],
    ['an Error that has a code', Object.assign(new Error(), { status: 404, code: 'E' }), undefined],
    ['an Error that has a response', Object.assign(new Error(), { status: 404, response: {} }), undefined],
  ])('%s', (_what, thrown, kind) => {
    expect(kindOf(ownStatus(Error)(thrown, undefined))).toBe(kind);
  });
});

describe('responseStatus', () => {
  test.each<[what: string, status: number, kind: FailureKind | undefined]>([
    ['no status', 200, undefined],
    ['a status', 404, 'route-not-found'],
    ['a status of 500', 500, undefined],
    ['a redirect', 302, undefined],
  ])('%s of the response', (_what, statusCode, kind) => {
    const thrown = Object.assign(new Error(), { status: 403 });
    expect(kindOf(responseStatus(thrown, { response: { statusCode } }))).toBe(kind);
    expect(kindOf(responseStatus(thrown, { reply: { statusCode } }))).toBe(kind);
  });
});

describe('anyOf', () => {
  const never: Translator = () => undefined;
  const throwing: Translator = () => {
    throw secret;
  };
  const first = new Failure('timeout');
  const second = new Failure('forbidden');

  test('the first that recognises an error decides, also behind one that throws', () => {
    expect(
      anyOf(
        never,
        throwing,
        () => first,
        () => second,
      )(secret, undefined),
    ).toBe(first);
  });

  test('is undefined if none recognises the error', () => {
    expect(anyOf(never, throwing)(secret, undefined)).toBeUndefined();
    expect(anyOf()(secret, undefined)).toBeUndefined();
  });

  test('passes over one that returns anything else', () => {
    const wrong = (() => false) as unknown as Translator;
    expect(anyOf(wrong, () => first)(secret, undefined)).toBe(first);
  });

  test('gives each the error and the context', () => {
    const seen: unknown[] = [];
    anyOf<string>(
      (...given) => void seen.push(given),
      (...given) => void seen.push(given),
    )(secret, 'context');
    expect(seen).toEqual([
      [secret, 'context'],
      [secret, 'context'],
    ]);
  });

  test('names at start-up what is not a function', () => {
    expect(() => anyOf(never, ownStatus as never, undefined as never)).toThrow(
      new TypeError('the translator 3 of anyOf must be a function'),
    );
  });
});
