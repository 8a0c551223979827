import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
import type { RequestHandler } from 'express';
import { plain, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** The ways in which a route can fail. */
const ways: Record<string, (thrown: unknown) => RequestHandler> = {
  'that is thrown': (thrown) => () => {
    throw thrown;
  },
  'that is given to next()': (thrown) => (_request, _response, next) => next(thrown),
  'that is given to next() later': (thrown) => (_request, _response, next) => {
    setImmediate(() => next(thrown));
  },
  'that a promise rejects with': (thrown) => async () => {
    await Promise.resolve();
    throw thrown;
  },
};

/** `throw undefined` is the same as `next()` to Express; 'route' is its word for the next route. */
const ignored: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['false', false],
  ['0', 0],
  ['NaN', Number.NaN],
  ["''", ''],
  ["'route'", 'route'],
];

describe.each(versions)('%s', (name, express) => {
  const reports: ErrorReport[] = [];
  const answerTo = async (handler: RequestHandler) => {
    reports.length = 0;
    const onError = (report: ErrorReport) => reports.push(report);
    const app = plain(express).get('/', handler).use(providerErrors(mydata(), { onError }));
    return (await Served.start(app)).answerTo(request('GET /'));
  };
  const throwing = (value: unknown) =>
    answerTo(() => {
      throw value;
    });

  // Express 4 does not look at the promise that a handler returns.
  const own = Object.entries(ways).filter(
    ([way]) => name === 'Express 5' || way !== 'that a promise rejects with',
  );

  test.each(own)('an error %s is answered and reported once', async (_way, handler) => {
    const thrown = new MyDataError(40305);
    expect(await answerTo(handler(thrown))).toBe(answerOf(40305));
    expect(reports.map((report) => report.thrown)).toEqual([thrown]);
  });

  test.each(ignored)('%s is not an error to Express: the route counts as unmatched', async (_name, value) => {
    expect(await throwing(value)).toBe(answerOf(40401));
    expect(reports.map(({ origin }) => origin)).toEqual(['framework']);
  });

  test("'router', Express's word for leaving a router, leaves the application: Express sends its own page", async () => {
    expect(await throwing('router')).toMatch(/^HTTP\/1\.1 404 Not Found\n.*<!DOCTYPE html>/s);
    expect(reports).toHaveLength(0);
  });

  if (name === 'Express 5') {
    test.each(ignored.filter(([, value]) => !value))(
      'a rejection with %s, which Express turns into an Error, is unexpected',
      async (_name, value) => {
        expect(await answerTo(() => Promise.reject(value))).toBe(answerOf(50001));
      },
    );
  }
});
