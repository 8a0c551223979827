import { MyDataError, mydata } from '@oryu/core';
import { throwing, withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Exchange } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const ok = (route: Exchange) => route.sendJson({});

/** RFC 9110, 15.5.6: a 405 names the methods that the path has, whoever finds out that this one is not among them. */
export const knownMethodCases: readonly ConformanceCase[] = [
  {
    name: 'a 405 that a handler throws names the methods that the router knows',
    run: (harness) => {
      const byHand = () => new MyDataError(40501);
      const ofFramework = harness.errorOfStatus;
      const routes = [
        throwing('/closed', byHand),
        { method: 'POST' as const, path: '/closed', handle: ok },
        { method: 'PUT' as const, path: '/closed', handle: ok },
        { method: 'POST' as const, path: '/framework', handle: ok },
        ...(ofFramework === undefined ? [] : [throwing('/framework', () => ofFramework(405))]),
      ];
      return withApplication(harness, { standard, routes }, async (port) => {
        const [response] = await exchange(port, requestBytes('GET', '/closed'));
        assertAnswer(response, byHand(), viewOf('GET', '/closed'), standard, { allow: 'POST, PUT' });
        if (ofFramework === undefined) return;
        const [other] = await exchange(port, requestBytes('GET', '/framework'));
        assertAnswer(other, byHand(), viewOf('GET', '/framework'), standard, { allow: 'POST' });
      });
    },
  },
];
