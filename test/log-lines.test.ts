/** Log injection: whatever a client sends, what SECURITY.md tells to log is one line, under every framework. */
import { type ErrorReport, Failure, mydata, mydataAuthorize, type ProviderErrorsOptions } from '@oryu/core';
import { exchange, type Route, requestBytes } from '@oryu/testing';
import { harnesses } from './harnesses/index.js';
import { blocks, run } from './support/documentation.js';

const lines: string[] = [];
const reports: ErrorReport[] = [];
const [example = ''] = blocks('SECURITY.md', 'ts');
let documented: ProviderErrorsOptions = {};
await run(example, {
  app: { use: () => {} },
  providerErrors: (_standard: unknown, options: ProviderErrorsOptions) => {
    documented = options;
  },
  mydata,
  log: (line: string) => lines.push(line),
});
const options: ProviderErrorsOptions = {
  onError: (report) => {
    reports.push(report);
    documented.onError?.(report);
  },
};

/** What ends a line for some reader of it, and what a terminal takes for a command. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const forged = '\r\n{"origin":"forged"}\u0085\u001b[2K\u2028';

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/text',
    handle: ({ body }) => {
      throw new Error((body as { text: string }).text);
    },
  },
  {
    method: 'POST',
    path: '/names',
    handle: ({ body }) => {
      throw new Failure('invalid-parameter', { names: [(body as { text: string }).text] });
    },
  },
];

const json = { 'content-type': 'application/json' };
const text = JSON.stringify({ text: forged });

/** Requests as bytes, which no HTTP client of a library would send. */
const requests: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['an error of its own', requestBytes('POST', '/text', json, text)],
  ['a name of a parameter', requestBytes('POST', '/names', json, text)],
  ['a body that a parser quotes', requestBytes('POST', '/text', json, `{"a":${forged}`)],
  ['a body that breaks at once', requestBytes('POST', '/text', json, forged)],
  ['a path with escapes', requestBytes('GET', '/a%0d%0aforged%1b%5b2K')],
  ['a query', requestBytes('GET', '/a?b=%0aforged&state=%0d%0aforged')],
  ['a header', requestBytes('GET', '/a', { 'x-api-tran-id': 'A\x85forged', 'user-agent': 'a\x9b2K' })],
];

/** Bytes of a path that Node's parser refuses, so that no URL of a report has them. */
const refused = ['/a\x85forged', '/a\x9b2K', '/a\xe2\x80\xa8forged', '/a\x1b[2K', '/a\x0bforged', '/a\x7f'];

describe.each(Object.values(harnesses).flat())('$name', (harness) => {
  test.each(refused)('nothing is reported of the path %j', async (target) => {
    reports.length = 0;
    const { port, stop } = await harness.start({ standard: mydata(), options, routes });
    const responses = await exchange(port, requestBytes('GET', target)).finally(stop);
    expect(responses).toMatchObject([{ status: 400 }]);
    expect(reports).toEqual([]);
  });

  describe.each([mydata(), mydataAuthorize({ callback: () => 'https://client.example/' })])(
    '$id',
    (standard) => {
      test.each(requests)('%s: one line is logged, and contains the sent values', async (_, bytes) => {
        lines.length = 0;
        reports.length = 0;
        const { port, stop } = await harness.start({ standard, options, routes });
        const responses = await exchange(port, bytes).finally(stop);
        expect(responses).toHaveLength(1);
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(breaks);
        const [report] = reports as [ErrorReport];
        expect(JSON.parse(lines[0] as string)).toMatchObject({
          origin: report.origin,
          code: report.error.code,
          method: report.request.method,
          path: report.request.url.split('?')[0],
        });
      });

      test.each(requests)('%s: our own values have no line break', async (_, bytes) => {
        reports.length = 0;
        const { port, stop } = await harness.start({ standard, options, routes });
        await exchange(port, bytes).finally(stop);
        for (const { origin, error, reply, request } of reports) {
          const { headers, status, body } = reply;
          const ours = [
            origin,
            error.code,
            error.standard,
            error.status,
            error.message,
            status,
            body,
            request.method,
          ];
          for (const part of [...ours, ...Object.entries(headers).flat()])
            expect(String(part)).not.toMatch(breaks);
        }
      });
    },
  );
});
