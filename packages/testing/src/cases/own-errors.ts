import { Failure, type FailureKind, mydata } from '@oryu/core';
import { anyOf, ownStatus, type Translator } from '@oryu/core/translators';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();

class AppError extends Error {
  constructor(readonly status: number) {
    super('SECRET-2b1f');
  }
}
class NoSuchAccount extends AppError {
  constructor() {
    super(404);
  }
}

const never: Translator = () => undefined;
/** An error of another class with the same members: that of an HTTP client, for example. */
const foreign = () => Object.assign(new Error('SECRET-2b1f'), { status: 404, response: {} });

const errors: readonly (readonly [make: () => Error, kind: FailureKind])[] = [
  [() => new AppError(403), 'forbidden'],
  [() => new NoSuchAccount(), 'route-not-found'],
  [() => new AppError(503), 'unavailable'],
  [() => new AppError(500), 'unexpected'],
  [foreign, 'unexpected'],
];

/** Teams have error classes of their own. */
export const ownErrorCases: readonly ConformanceCase[] = [
  {
    name: 'an application’s own errors are answered by their status, once ownStatus translates them',
    run: (harness) => {
      const options = { translate: anyOf(never, ownStatus(AppError)) };
      const routes = errors.map(([make], index) => throwing(`/own/${index}`, make));
      return withApplication(harness, { standard, options, routes }, async (port) => {
        for (const [index, [, kind]] of errors.entries()) {
          const target = `/own/${index}`;
          const [response] = await exchange(port, requestBytes('GET', target));
          assertAnswer(response, new Failure(kind), viewOf('GET', target), standard);
        }
      });
    },
  },
];
