import { gunzipSync } from 'node:zlib';
import { Failure, mydata } from '@oryu/core';
import { withApplication } from '../application.js';
import type { ConformanceCase } from '../conformance.js';
import { assertAnswer, viewOf } from '../expectations.js';
import { exchange, requestBytes } from '../raw-http.js';

const standard = mydata();
const json = { 'content-type': 'application/json' };

/** What a client of an upstream server throws, with the marks that parsers of requests leave on their errors. */
const lookAlikes: readonly (readonly [what: string, make: () => unknown])[] = [
  ['an object with a status and a body', () => ({ status: 400, statusCode: 400, body: '<x/>' })],
  ['an Error with a status and a body', () => Object.assign(new Error(), { status: 400, body: '<x/>' })],
  [
    'a SyntaxError with a status and a body',
    () => Object.assign(new SyntaxError(), { status: 400, body: '<x/>' }),
  ],
  ['a RangeError with a status', () => Object.assign(new RangeError(), { status: 400 })],
  [
    'an Error of the status 415 that names a type',
    () => Object.assign(new Error('Unsupported content-type: text/xml'), { status: 415 }),
  ],
  [
    'an Error of the status 413 in the words of a parser',
    () => Object.assign(new Error('request entity too large'), { status: 413, type: 'entity.too.large' }),
  ],
  ['data that the handler cannot decompress', () => gunzipSync('secret')],
];

/** Errors that look like those of a parser, where no parser made them. */
export const lookAlikeCases: readonly ConformanceCase[] = lookAlikes.map(([what, make]) => ({
  name: `${what} is not an error of a parser: it is answered as unexpected`,
  run: (harness) => {
    const handle = () => {
      throw make();
    };
    const routes = [
      { method: 'GET' as const, path: '/upstream', handle },
      { method: 'POST' as const, path: '/upstream', handle },
    ];
    return withApplication(harness, { standard, routes }, async (port) => {
      for (const [method, headers, body] of [
        ['GET', {}, ''],
        ['GET', { 'content-encoding': 'x' }, ''],
        ['POST', json, '{}'],
      ] as const) {
        const [response] = await exchange(port, requestBytes(method, '/upstream', headers, body), [method]);
        const request = viewOf(method, '/upstream', headers);
        assertAnswer(response, new Failure('unexpected'), request, standard);
      }
    });
  },
}));
