import { MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Harness } from '../harness.js';
import { RawConnection } from '../raw-connection.js';
import { requestBytes } from '../raw-http.js';
import { provocations, provokedRoutes } from './failures.js';

const standard = mydata();
const closed = () => new MyDataError(40305);
const routes = [throwing('/closed', closed)];

/** A connection that is kept after an error. */
export const connectionCases: readonly ConformanceCase[] = [
  {
    name: 'a kept connection stays open after every answered error, also with pipelined requests',
    run: (harness) => {
      const crash = () => new Error('crash');
      const failing = [throwing('/crash', crash), ...routes, ...provokedRoutes];
      return withApplication(harness, { standard, routes: failing }, async (port) => {
        const connection = await RawConnection.open(port);
        for (const [target, error] of [
          ['/closed', closed],
          ['/crash', crash],
        ] as const) {
          connection.send(requestBytes('GET', target));
          assertAnswer(await connection.response(), error(), viewOf('GET', target), standard);
        }
        await assertGoesOn(connection, harness, ({ hasBody }) => !hasBody);
      });
    },
  },
  {
    name: 'a kept connection stays open after every refused body, also with pipelined requests',
    run: (harness) =>
      withApplication(harness, { standard, routes: [...routes, ...provokedRoutes] }, async (port) => {
        const connection = await RawConnection.open(port);
        await assertGoesOn(connection, harness, ({ hasBody }) => hasBody);
      }),
  },
];

/** Provokes on one connection every failure that the framework can answer, each with a request behind it. */
async function assertGoesOn(
  connection: RawConnection,
  { cannot }: Harness,
  isWanted: (provocation: (typeof provocations)[number]) => boolean,
): Promise<void> {
  for (const provocation of provocations) {
    if (!isWanted(provocation) || provocation.name in cannot) continue;
    connection.send(provocation.bytes, requestBytes('GET', '/closed'));
    provocation.assertAnswered(await connection.response(provocation.method));
    assertAnswer(await connection.response(), closed(), viewOf('GET', '/closed'), standard);
  }
  connection.reset();
}
