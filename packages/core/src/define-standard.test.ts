import { mistakeOf } from '../../../test/support/mistake.js';
import { jsonReply } from '../../../test/support/reply.js';
import { requestOf } from '../../../test/support/request.js';
import { everyKind, tiny, tinyDefinition } from '../../../test/support/tiny-standard.js';
import { defineStandard, extendStandard } from './define-standard.js';
import { Failure, failureKinds } from './failure.js';
import { MyDataError, mydata } from './index.js';
import { toReply } from './to-reply.js';

/** As plain JavaScript calls it: with anything. */
const define = (changes: object) =>
  mistakeOf(() => defineStandard({ ...tinyDefinition, ...changes } as never));
const extend = (changes: object, base: unknown = mydata) =>
  mistakeOf(() => extendStandard(base as never, changes as never));

describe('a definition that is incomplete is refused', () => {
  test.each([undefined, null, '', 'MyData', '1st', 'my_data', 'my data', '-a', '한글', 'a\n', 1, {}])(
    'the id %p',
    (id) => {
      expect(define({ id })).toBe(
        'TypeError: a standard needs an id of lower-case letters, digits and hyphens',
      );
    },
  );

  test.each([undefined, null, {}, []])('the codes %p', (codes) => {
    expect(define({ codes })).toBe('TypeError: tiny: a standard needs codes');
  });

  test.each([
    ...[undefined, null, '400', 200, 299, 600, 400.5, Number.NaN].map((status) => ({ status })),
    {},
    null,
    undefined,
    400,
  ])('the row %p', (row) => {
    expect(define({ codes: { ...tinyDefinition.codes, ODD: row } })).toBe(
      'TypeError: tiny: ODD needs a status from 300 to 599',
    );
  });

  test.each([undefined, null, 'render', {}])('the render() %p', (render) => {
    expect(define({ render })).toBe('TypeError: tiny: a standard needs render()');
  });

  test.each(failureKinds)('failures without %s', (kind) => {
    const { [kind]: _, ...failures } = everyKind('BROKEN');
    const mistake = `TypeError: tiny: failures has no code for '${kind}'; every kind needs one`;
    expect(define({ failures })).toBe(mistake);
    expect(define({ failures: { ...failures, [kind]: undefined } })).toBe(mistake);
    expect(define({ failures: Object.assign(Object.create({ [kind]: 'BROKEN' }), failures) })).toBe(mistake);
  });

  test.each(failureKinds)('a code for %s that is in no table', (kind) => {
    const message = (code: string) =>
      `TypeError: tiny: failures answers '${kind}' with ${code}, which is not a code`;
    for (const [answer, code] of [
      ['TYPO', '"TYPO"'],
      ['__proto__', '"__proto__"'],
      ['constructor', '"constructor"'],
      [400, '400'],
      [{ names: {}, otherwise: 'TYPO' }, '"TYPO"'],
      [{ names: { a: 'TYPO' }, otherwise: 'PLAIN' }, '"TYPO"'],
      [{ names: { a: 'PLAIN' } }, 'undefined'],
    ] as const) {
      expect(define({ failures: { ...everyKind('BROKEN'), [kind]: answer } })).toBe(message(code));
    }
  });

  test('no failures at all', () => {
    const mistake = "TypeError: tiny: failures has no code for 'route-not-found'; every kind needs one";
    for (const failures of [undefined, null, {}]) expect(define({ failures })).toBe(mistake);
  });

  test('a code that needs an option, without optionsFor()', () => {
    const failures = { ...everyKind('BROKEN'), timeout: 'NEEDY' };
    expect(define({ failures })).toBe(
      `TypeError: tiny: failures answers 'timeout' with "NEEDY", which needs detail; define optionsFor()`,
    );
    expect(define({ failures, optionsFor: () => ({ detail: 'a' }) })).toBeUndefined();
  });

  test('failures that depend on the settings, as soon as there are settings', () => {
    const { standard } = defineStandard({ ...tinyDefinition, failures: (() => everyKind('TYPO')) as never });
    expect(mistakeOf(() => standard())).toBe(
      `TypeError: tiny: failures answers 'route-not-found' with "TYPO", which is not a code`,
    );
  });
});

describe('a standard of one’s own', () => {
  const { standard, error: GatewayError } = defineStandard({
    id: 'gateway',
    name: 'GatewayError',
    title: 'Gateway',
    source: 'ours',
    codes: { E01: { status: 400, text: 'bad' }, E99: { status: 503, text: 'down', retryable: true } },
    failures: {
      ...everyKind('E99' as const),
      'missing-parameter': { names: { a: 'E01' }, otherwise: 'E99' },
    },
    render: ({ code, status, message }) => ({
      status,
      headers: { 'Content-Type': 'text/plain', 'content-length': 'wrong', 'X-Rendered': String(code) },
      body: new TextEncoder().encode(`${code} ${message} 오류`),
    }),
    headers: (request) => ({ 'X-Method': request.method }),
  });

  test('answers errors and failures; names in lower case, the length counted', () => {
    const bytes = new TextEncoder().encode('E01 bad 오류');
    const reply = {
      status: 400,
      headers: {
        'content-type': 'text/plain',
        'content-length': '14',
        'x-rendered': 'E01',
        'x-method': 'GET',
      },
      body: bytes,
    };
    expect(toReply(new GatewayError('E01'), requestOf(), standard())).toStrictEqual(reply);
    const failure = toReply(new Failure('missing-parameter', { names: ['a'] }), requestOf(), standard());
    expect(new TextDecoder().decode(failure.body as Uint8Array)).toBe('E01 bad (a) 오류');
    expect(toReply(new Failure('rate-limited', { retryAfter: 3 }), requestOf(), standard()).headers).toEqual({
      'content-type': 'text/plain',
      'content-length': '15',
      'x-rendered': 'E99',
      'retry-after': '3',
      'x-method': 'GET',
    });
    expect(standard().headers(requestOf({ method: 'PUT' }))).toEqual({ 'x-method': 'PUT' });
    expect(new GatewayError('E01')).toMatchObject({ name: 'GatewayError', standard: 'gateway', status: 400 });
  });

  test('whose own headers win over an error’s', () => {
    const headers = { 'X-Method': 'mine', 'X-Rendered': 'mine', 'X-Other': 'mine' };
    expect(toReply(new GatewayError('E01', { headers }), requestOf(), standard()).headers).toEqual({
      'content-type': 'text/plain',
      'content-length': '14',
      'x-rendered': 'E01',
      'x-method': 'GET',
      'x-other': 'mine',
    });
  });

  test('that names no class and defines no reading', () => {
    const { name: _, ...unnamed } = tinyDefinition;
    const made = defineStandard({ ...unnamed, options: {} });
    expect(made.error.name).toBe('ProviderError');
    expect(new made.error('PLAIN').name).toBe('ProviderError');
    const wire = { status: 400, body: '', header: () => undefined };
    expect(mistakeOf(() => tiny().read(wire))).toBe('TypeError: tiny has no read()');
  });
});

describe('an extended standard', () => {
  const { standard: next, error: NextError } = extendStandard(mydata, {
    source: 'v2',
    codes: {
      50010: { status: 503, text: '새 코드', retryable: true },
      40001: { status: 422, text: '바뀐 행' },
    },
    failures: { maintenance: 50010, timeout: { names: { slow: 50010 }, otherwise: 50003 } },
  });

  test('has the rows of its base, those added and those replaced', () => {
    expect([...next().codes.keys()]).toEqual([...mydata().codes.keys(), 50010].sort());
    expect(next().codes.get(40001)).toEqual({ status: 422, text: '바뀐 행' });
    expect(next().codes.get(40305)).toEqual(mydata().codes.get(40305));
    expect(next()).toMatchObject({ id: 'mydata', title: 'Financial MyData', source: 'v2' });
  });

  test('answers failures as its base but for those that were changed', () => {
    const changed = failureKinds.filter(
      (kind) => next().codeFor(new Failure(kind)) !== mydata().codeFor(new Failure(kind)),
    );
    expect(changed).toEqual(['maintenance']);
    expect(next().codeFor(new Failure('maintenance'))).toBe(50010);
    expect(next().codeFor(new Failure('timeout', { names: ['slow'] }))).toBe(50010);
    expect(toReply(new Failure('maintenance', { retryAfter: 1 }), requestOf(), next())).toStrictEqual(
      jsonReply(503, '{"rsp_code":"50010","rsp_msg":"새 코드"}', { 'retry-after': '1' }),
    );
  });

  test('leaves its base as it was', () => {
    expect(mistakeOf(() => MyDataError(50010 as 50009))).toMatch(/^RangeError: mydata has no code 50010; /);
    expect(new NextError(40001).status).toBe(422);
    expect(new MyDataError(40001).status).toBe(400);
  });

  test('can be extended again, under an id of its own', () => {
    const { standard, error } = extendStandard(next, {
      id: 'mydata-2030',
      name: 'MyData2030Error',
      codes: { 50011: { status: 500 } },
    });
    expect(new error(50010)).toMatchObject({ name: 'MyData2030Error', standard: 'mydata-2030', status: 503 });
    expect(toReply(new error(50011, '오류'), requestOf(), standard()).body).toBe(
      '{"rsp_code":"50011","rsp_msg":"오류"}',
    );
  });

  test.each<[changes: object, mistake: string]>([
    [{ id: 'MyData' }, 'TypeError: a standard needs an id of lower-case letters, digits and hyphens'],
    [{ codes: { 50010: {} } }, 'TypeError: mydata: 50010 needs a status from 300 to 599'],
    [{ codes: { 50001: { status: 200 } } }, 'TypeError: mydata: 50001 needs a status from 300 to 599'],
    [
      { failures: { timeout: 50010 } },
      "TypeError: mydata: failures answers 'timeout' with 50010, which is not a code",
    ],
    [
      { failures: { timeout: '50003' } },
      `TypeError: mydata: failures answers 'timeout' with "50003", which is not a code`,
    ],
  ])('refuses %j', (changes, mistake) => {
    expect(extend(changes)).toBe(mistake);
  });

  test('takes a factory, not a configured standard', () => {
    expect(extend({}, mydata())).toBe(
      'TypeError: extendStandard needs the factory itself, for example mydata instead of mydata()',
    );
  });
});
