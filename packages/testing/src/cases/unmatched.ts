import { Failure, mydata } from '@oryu/core';
import { withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance-case.js';
import { assertAnswer, viewOf } from '../expectations.js';
import type { Route } from '../harness.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  handle: (exchange) => exchange.sendJson({ rsp_code: '00000' }),
});

const routes: readonly Route[] = [
  route('GET', '/accounts'),
  route('GET', '/accounts/:id'),
  route('PUT', '/accounts/:id'),
  route('POST', '/tokens'),
  route('GET', '/cards'),
  route('PUT', '/cards'),
];

interface Row {
  readonly what: string;
  readonly line: string;
  /** The methods that the path has; it is unknown if there are none. */
  readonly allow?: readonly string[];
}

const table: readonly Row[] = [
  { what: 'a wrong method', line: 'POST /accounts', allow: ['GET'] },
  { what: 'a wrong method with a query', line: 'POST /accounts?limit=1', allow: ['GET'] },
  { what: 'a wrong method with the host', line: 'POST http://127.0.0.1/accounts?limit=1', allow: ['GET'] },
  { what: 'HEAD of a route without GET', line: 'HEAD /tokens', allow: ['POST'] },
  { what: 'PATCH of a route', line: 'PATCH /accounts', allow: ['GET'] },
  { what: 'TRACE of a route', line: 'TRACE /accounts', allow: ['GET'] },
  { what: 'a method that no API has', line: 'M-SEARCH /accounts', allow: ['GET'] },
  { what: 'a wrong method of several routes', line: 'DELETE /cards', allow: ['GET', 'PUT'] },
  { what: 'a wrong method with a parameter', line: 'DELETE /accounts/3333', allow: ['GET', 'PUT'] },
  { what: 'the root', line: 'GET /' },
  { what: 'a path below a route', line: 'GET /accounts/1/2' },
  { what: 'a path that a route begins with', line: 'GET /account' },
  { what: 'HEAD of an unknown path', line: 'HEAD /nowhere' },
  { what: 'OPTIONS of an unknown path', line: 'OPTIONS /nowhere' },
  { what: 'POST of an unknown path', line: 'POST /nowhere' },
];

/** Requests that match no route. */
export const unmatchedCases: readonly ConformanceCase[] = table.map(({ what, line, allow }) => ({
  name:
    allow === undefined
      ? `${what} is answered as route-not-found`
      : `${what} is answered with the methods that the path has`,
  run: (harness) =>
    withApplication(harness, { standard, routes }, async (port) => {
      const [method = '', target = ''] = line.split(' ');
      const [response] = await exchange(port, requestBytes(method, target), [method]);
      const failure =
        allow === undefined ? new Failure('route-not-found') : new Failure('method-not-allowed', { allow });
      assertAnswer(response, failure, viewOf(method, target), standard);
    }),
}));
