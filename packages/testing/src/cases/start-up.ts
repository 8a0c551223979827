import assert from 'node:assert/strict';
import { mydata } from '@oryu/core';
import type { ConformanceCase } from '../conformance-case.js';

const anything = (value: unknown) => value as never;

/** Settings that cannot work, and the words of the message. */
const mistakes: readonly (readonly [what: string, standard: unknown, options: unknown, message: string])[] = [
  ['a factory that was not called', mydata, {}, 'call the factory, for example mydata() instead of mydata'],
  ['a missing standard', undefined, {}, 'pass a configured standard, for example mydata()'],
  [
    'a value that is not a standard',
    { id: 'mydata' },
    {},
    'pass a configured standard, for example mydata()',
  ],
  [
    'an unknown option',
    mydata(),
    { onerror: () => {} },
    'no option "onerror"; the options are translate, onError',
  ],
  ['an onError that is not a function', mydata(), { onError: 'log' }, 'onError must be a function'],
  ['a translate that is not a function', mydata(), { translate: {} }, 'translate must be a function'],
];

/** A mistake in the settings shows before the first request. */
export const startUpCases: readonly ConformanceCase[] = [
  {
    name: 'a mistake in the settings throws when the application starts, and the message says how to fix it',
    run: async (harness) => {
      for (const [what, standard, options, message] of mistakes) {
        const start = async () => {
          const { stop } = await harness.start({
            standard: anything(standard),
            options: anything(options),
            routes: [],
          });
          await stop();
        };
        await assert.rejects(
          start,
          (error) => error instanceof TypeError && error.message.includes(message),
          what,
        );
      }
    },
  },
  {
    name: 'options that are undefined count as absent',
    run: async (harness) => {
      const undefinedHooks = anything({ translate: undefined, onError: undefined });
      for (const options of [undefined, {}, undefinedHooks]) {
        const { stop } = await harness.start({ standard: mydata(), options: anything(options), routes: [] });
        await stop();
      }
    },
  },
];
