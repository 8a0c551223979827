import { requestOf } from '../../../test/support/request.js';
import type { Reply } from './reply.js';
import { replyCache } from './reply-cache.js';

/** A cache, and how often it has rendered. */
function counting(bodyOf: (text: string) => Reply['body'] = (text) => text) {
  let rendered = 0;
  const find = replyCache((code, { message = code }) => {
    rendered += 1;
    return { status: 400, headers: {}, body: bodyOf(String(message)) };
  });
  const ask = (variant: string, code: string, message?: string) =>
    find(variant, code, message === undefined ? {} : { message }, requestOf());
  const renderings = (act: () => unknown) => {
    const before = rendered;
    act();
    return rendered - before;
  };
  return { ask, renderings };
}

test('a reply without a text is rendered once, one with a text twice', () => {
  const { ask, renderings } = counting();
  expect(renderings(() => ['A', 'A', 'A'].map((code) => ask('json', code)))).toBe(1);
  expect(renderings(() => [1, 2, 3, 4].map(() => ask('json', 'A', 'text')))).toBe(2);
});

test('a code and a text that are the same word are two replies', () => {
  const { ask } = counting((text) => `<${text}>`);
  for (let round = 0; round < 3; round += 1) {
    expect(ask('json', 'A').body).toBe('<A>');
    expect(ask('json', 'B', 'A').body).toBe('<A>');
    expect(ask('json', 'A', 'B').body).toBe('<B>');
    expect(ask('json', 'B').body).toBe('<B>');
  }
});

describe('a kept reply', () => {
  test('is frozen', () => {
    const { ask } = counting();
    const reply = ask('json', 'A');
    expect(ask('json', 'A')).toBe(reply);
    expect([reply, reply.headers].every(Object.isFrozen)).toBe(true);
  });

  test('does not keep bytes, because a receiver could change them', () => {
    const { ask, renderings } = counting((text) => new TextEncoder().encode(text));
    expect(renderings(() => [1, 2, 3].map(() => ask('json', 'A')))).toBe(3);
  });
});

describe('clients cannot fill the memory: past a bound it is rendered each time', () => {
  test('eight forms of the answer are kept', () => {
    const { ask, renderings } = counting();
    const forms = Array.from({ length: 9 }, (_, index) => `form ${index}`);
    for (const form of forms) ask(form, 'A');
    expect(forms.map((form) => renderings(() => ask(form, 'A')))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  type Question = Parameters<ReturnType<typeof counting>['ask']>;

  test.each<[what: string, most: number, question: (length: number) => Question]>([
    ['the name of a form', 64, (length) => ['f'.repeat(length), 'A']],
    ['a text', 450, (length) => ['json', 'A', 't'.repeat(length)]],
  ])('%s has %d characters at most', (_, most, question) => {
    const { ask, renderings } = counting(() => '');
    const asked = (length: number) =>
      renderings(() => {
        for (let time = 0; time < 4; time += 1) ask(...question(length));
      });
    expect(asked(most)).toBeLessThan(3);
    expect(asked(most + 1)).toBe(4);
  });

  test('a body has 4,096 characters at most', () => {
    for (const [length, times] of [
      [4096, 1],
      [4097, 3],
    ] as const) {
      const { ask, renderings } = counting(() => 'b'.repeat(length));
      expect(renderings(() => [1, 2, 3].map(() => ask('json', 'A')))).toBe(times);
    }
  });

  test('of 200 replies; the next one starts a new cache', () => {
    const { ask, renderings } = counting();
    const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
    for (const text of [...texts, ...texts]) ask('json', 'A', text);
    expect(renderings(() => texts.map((text) => ask('json', 'A', text)))).toBe(0);
    ask('json', 'A', 'one more');
    expect(renderings(() => ask('json', 'A', 'text 0'))).toBe(1);
  });
});
