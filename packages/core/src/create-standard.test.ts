import { requestOf } from '../../../test/support/request.js';
import {
  everyKind,
  TinyError,
  tiny,
  type tinyCodes,
  tinyDefinition,
} from '../../../test/support/tiny-standard.js';
import { defineStandard } from './define-standard.js';
import { Failure } from './failure.js';
import { mydata } from './mydata/index.js';
import type { RequestView } from './reply.js';
import { toReply } from './to-reply.js';

describe('the code for a failure by the names it carries', () => {
  const { standard } = defineStandard<typeof tinyCodes>({
    ...tinyDefinition,
    failures: {
      ...everyKind('BROKEN' as const),
      'missing-header': { names: { 'X-First': 'PLAIN', 'x-second': 'DENIED' }, otherwise: 'SILENT' },
      'invalid-header': { names: { 'X-First': 'PLAIN' }, otherwise: 'SILENT' },
      'missing-parameter': { names: { First: 'PLAIN', second: 'DENIED' }, otherwise: 'SILENT' },
    },
  });

  test.each([
    ['missing-header', ['X-First'], 'PLAIN'],
    ['missing-header', ['x-first'], 'PLAIN'],
    ['missing-header', ['X-FIRST'], 'PLAIN'],
    ['missing-header', ['X-Second'], 'DENIED'],
    ['missing-header', ['x-second', 'x-first'], 'PLAIN'],
    ['missing-header', ['x-third', 'x-second'], 'DENIED'],
    ['missing-header', [], 'SILENT'],
    ['missing-header', ['constructor'], 'SILENT'],
    ['invalid-header', ['x-first'], 'PLAIN'],
    ['missing-parameter', ['First'], 'PLAIN'],
    ['missing-parameter', ['first'], 'SILENT'],
    ['missing-parameter', ['Second'], 'SILENT'],
    ['missing-parameter', ['second', 'First'], 'PLAIN'],
    ['timeout', ['First'], 'BROKEN'],
  ] as const)('%s of %j: %s', (kind, names, code) => {
    expect(standard().codeFor(new Failure(kind, { names }))).toBe(code);
  });
});

describe('a default answer that depends on the request by its form alone', () => {
  /** Renders the form that the path names, and counts how often. */
  const counting = () => {
    const rendered: string[] = [];
    const { standard, error } = defineStandard<typeof tinyCodes>({
      ...tinyDefinition,
      failures: everyKind('BROKEN'),
      variant: ({ url }: RequestView) => url,
      render: ({ status, message }, { url }) => {
        rendered.push(url);
        return { status, headers: {}, body: `${url} ${message}` };
      },
    });
    return { standard: standard(), error, rendered };
  };

  test('is rendered once for each form and code', () => {
    const { standard, error, rendered } = counting();
    const answer = (url: string, code: 'PLAIN' | 'BROKEN', text?: string) =>
      toReply(new error(code, text), requestOf({ url }), standard).body;
    for (let time = 0; time < 3; time += 1) {
      expect([answer('/a', 'PLAIN'), answer('/b', 'PLAIN'), answer('/a', 'BROKEN')]).toEqual([
        '/a plain',
        '/b plain',
        '/a broken',
      ]);
    }
    expect(rendered).toEqual(['', '/a', '/b', '/a']);
  });

  test('is rendered twice for each text of a program’s own: the first time it could be any', () => {
    const { standard, error, rendered } = counting();
    const answer = (code: 'PLAIN' | 'BROKEN', options: { message: string; headers?: object }) =>
      toReply(new error(code, options as { message: string }), requestOf({ url: '/a' }), standard);
    for (let time = 0; time < 5; time += 1) {
      expect(answer('PLAIN', { message: 'own' }).body).toBe('/a own');
      expect(answer('PLAIN', { message: 'other' }).body).toBe('/a other');
    }
    expect(rendered).toEqual(['', '/a', '/a', '/a', '/a']);
    // Under another code the same text is another answer, and what has more to say than a text is its own.
    for (let time = 0; time < 3; time += 1) {
      expect(answer('PLAIN', { message: 'own' }).status).toBe(400);
      expect(answer('BROKEN', { message: 'own' }).status).toBe(500);
      expect(answer('PLAIN', { message: 'own', headers: { 'x-own': '1' } }).headers).toHaveProperty('x-own');
      expect(answer('PLAIN', { message: 'own' }).headers).not.toHaveProperty('x-own');
    }
  });

  test('stays right when clients can make up texts, of which few are kept', () => {
    const { standard, error } = counting();
    for (let time = 0; time < 3; time += 1) {
      for (let made = 0; made < 150; made += 1) {
        for (const text of [`text ${made}`, 'own', 'long '.repeat(made)]) {
          const { body } = toReply(new error('PLAIN', text), requestOf({ url: '/a' }), standard);
          expect(body).toBe(`/a ${text}`);
        }
      }
    }
  });

  test('stays right when clients can make up forms, of which few are kept', () => {
    const { standard, error, rendered } = counting();
    for (let time = 0; time < 2; time += 1) {
      for (let form = 0; form < 100; form += 1) {
        const { body } = toReply(new error('PLAIN'), requestOf({ url: `/${form}` }), standard);
        expect(body).toBe(`/${form} plain`);
      }
    }
    expect(rendered.length).toBeGreaterThan(190);
  });
});

test('of the headers that every response requires, a malformed one is left out and the others are sent', () => {
  const { standard, error } = defineStandard<typeof tinyCodes>({
    ...tinyDefinition,
    failures: everyKind('BROKEN'),
    headers: () => ({ 'X-First': '1', 'x-lines': 'a\r\nb', 'x name': '2', 'x-last': '3' }),
  });
  const owed = { 'x-first': '1', 'x-last': '3' };
  expect(standard().headers(requestOf())).toEqual(owed);
  const configured = standard();
  for (const text of [undefined, 'first', 'first', 'first']) {
    const { headers, body } = toReply(new error('PLAIN', text), requestOf(), configured);
    const rendered = { 'content-type': 'text/plain', 'content-length': String(body.length) };
    expect(headers).toEqual({ ...rendered, ...owed });
  }
});

test.each([
  ['unauthenticated', 'Basic realm="a"'],
  ['route-not-found', undefined],
] as const)('the challenge of a failure is sent with a 401 only: %s', (kind, sent) => {
  const { headers } = toReply(new Failure(kind, { challenge: 'Basic realm="a"' }), requestOf(), mydata());
  expect(headers['www-authenticate']).toBe(sent);
});

test('a code without a text has the names alone for a text', () => {
  const standard = tiny({ on: { 'missing-parameter': 'SILENT' } });
  const body = (names: string[]) =>
    toReply(new Failure('missing-parameter', { names }), requestOf(), standard).body;
  expect([body(['a', 'b']), body([])]).toEqual(['SILENT a, b', 'SILENT ']);
  expect(toReply(new TinyError('SILENT'), requestOf(), standard).body).toBe('SILENT ');
});
