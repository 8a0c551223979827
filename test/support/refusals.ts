import { type ErrorReport, Failure, type FailureKind, mydata, type Standard } from '@oryu/core';
import { exchange, requestBytes } from '@oryu/testing';
import { assertAnswer, viewOf } from '../../packages/testing/src/expectations.js';
import { kinds } from './kinds.js';
import type { ParserApp } from './parser-apps.js';
import { Served } from './served.js';

/** A request that a parser refuses, and what that is in the words of `Failure`. */
export interface Refusal<Options> {
  readonly name: string;
  readonly options: Options;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly kind: FailureKind;
  readonly names?: readonly string[];
}

export const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
export const json = { 'content-type': 'application/json' };
export const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

export const part = (disposition: string, content: string, header = '') =>
  `--x\r\ncontent-disposition: form-data${disposition}\r\n${header}\r\n${content}\r\n`;
export const field = (name: string, value: string, header = '') => part(`; name="${name}"`, value, header);
export const file = (name: string, content: string) =>
  part(`; name="${name}"; filename="secret"`, content, 'content-type: text/plain\r\n');
export const form = (...parts: readonly string[]) => `${parts.join('')}--x--\r\n`;

/** The whole answer is what the standard has for the failure: nothing of the parser's is in it. */
export function describeRefusals<Options>(
  apps: readonly ParserApp<Options>[],
  refusals: readonly Refusal<Options>[],
) {
  describe.each(apps)('$name', ({ make }) => {
    test.each(refusals)(
      '$name is answered as $kind',
      async ({ name, options, headers = multipart, body, kind, names = [] }) => {
        const code = codeIn(name);
        // MyData lists names, and has one code for many kinds; `kinds` has one for each.
        for (const standard of [mydata() as Standard, kinds()]) {
          const thrown: unknown[] = [];
          const hooks = { onError: (report: ErrorReport) => thrown.push(report.thrown) };
          const { port } = await Served.start(await make({ standard, hooks }, options));
          const [answer] = await exchange(port, requestBytes('POST', '/', headers, body));
          assertAnswer(answer, new Failure(kind, { names }), viewOf('POST', '/', headers), standard);
          // A name must not lie about what was thrown; NestJS puts an exception around it.
          if (code !== undefined) expect(thrown.map(codeOf)).toEqual([code]);
        }
      },
    );
  });
}

/** The code of a library that a test is named after: `LIMIT_FILE_SIZE`, `biggerThanMaxFileSize (1016)`. */
function codeIn(name: string): string | number | undefined {
  const number = /\((\d+)\)$/.exec(name)?.[1];
  return number === undefined ? /^[A-Z_]+(?=,|$)/.exec(name)?.[0] : Number(number);
}

function codeOf(thrown: unknown): unknown {
  const { code, cause } = thrown as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return code ?? cause?.code;
}
