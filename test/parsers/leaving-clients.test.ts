import { once } from 'node:events';
import type { ErrorReport, FailureKind } from '@oryu/core';
import { requestBytes } from '@oryu/testing';
import { kinds } from '../support/kinds.js';
import {
  fastifyMultipartApps,
  jsonApps,
  koaBodyApps,
  multerApps,
  type ParserApp,
} from '../support/parser-apps.js';
import { file, json, multipart } from '../support/refusals.js';
import { Served } from '../support/served.js';

describe('a client that leaves in the middle of its body', () => {
  const half = (headers: Record<string, string>, body: string) =>
    requestBytes('POST', '/', { ...headers, 'content-length': '1000' }, body);
  const fileOfForm = half(multipart, file('file', '1'));

  function describeLeaving<Options>(
    apps: readonly ParserApp<Options>[],
    options: Options,
    request: Buffer,
    kind: FailureKind,
  ) {
    test.each(apps)(`is reported once, as ${kind}, by $name`, async ({ make }) => {
      const reports: ErrorReport[] = [];
      const heard = new Promise<void>((resolve) => {
        const hooks = { onError: (report: ErrorReport) => resolve(void reports.push(report)) };
        void (async () => {
          const server = await Served.start(await make({ standard: kinds(), hooks }, options));
          const arrived = once(server.server, 'request');
          const connection = await server.connect();
          connection.send(request);
          await arrived;
          connection.reset();
        })();
      });
      await heard;
      expect(reports.map(({ error }) => error.code)).toEqual([kind]);
    });
  }

  describeLeaving(jsonApps, undefined, half(json, '{"secret":'), 'malformed-request');
  describeLeaving(koaBodyApps, { multipart: true }, fileOfForm, 'malformed-request');
  describeLeaving(fastifyMultipartApps, {}, fileOfForm, 'malformed-request');
  // Its error has no mark; nobody is there to read the answer.
  describeLeaving(multerApps, {}, fileOfForm, 'unexpected');
});
