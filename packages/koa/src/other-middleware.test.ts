import etag from '@koa/etag';
import { mydata } from '@oryu/core';
import type { Middleware } from 'koa';
// @ts-expect-error: it has no declarations.
import conditional from 'koa-conditional-get';
// @ts-expect-error: it has no declarations.
import responseTime from 'koa-response-time';
import { hearReports } from '../../../test/support/heard.js';
import { serve } from '../../../test/support/koa-applications.js';
import { closed } from '../../../test/support/koa-onion.js';
import { versions } from '../../../test/support/koa-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { providerErrors } from './index.js';

describe.each(versions)('%s', (_name, Koa) => {
  const { onError } = hearReports();

  /** An application whose errors are answered behind `outer`. */
  const serveInside = (outer: Middleware, ...inner: Middleware[]) =>
    serve(Koa, outer, providerErrors(mydata(), { onError }), ...inner);

  test('@koa/etag and koa-conditional-get in front: no ETag and no 304', async () => {
    const outer: Middleware[] = [conditional(), etag()];
    const served = await serve(Koa, ...outer, providerErrors(mydata()), closed);
    const bytes = request('GET /', { 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() });
    expect(await served.answerTo(bytes)).toBe(answerOf(40305));
  });

  test('koa-response-time in front: its time is sent', async () => {
    const served = await serveInside(responseTime(), closed);
    const answer = await served.answerTo(request('GET /'));
    expect(answer).toMatch(/^x-response-time: \d+ms$/m);
    expect(answer.replace(/^x-response-time: .*\n/m, '')).toBe(answerOf(40305));
  });
});
