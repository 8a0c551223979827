import cookie from '@fastify/cookie';
import csrfProtection from '@fastify/csrf-protection';
import multipart from '@fastify/multipart';
import { serveNewest } from '../../../test/support/fastify-applications.js';
import { ok } from '../../../test/support/fastify-versions.js';
import { hearReports } from '../../../test/support/heard.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

const { onError } = hearReports();
const serve: typeof serveNewest = (configure, options) => serveNewest(configure, { onError, ...options });

describe('plugins whose errors have a class', () => {
  test('@fastify/csrf-protection says 40104', async () => {
    const served = await serve(async (app) => {
      await app.register(cookie);
      await app.register(csrfProtection);
      app.post('/', { onRequest: app.csrfProtection }, ok);
    });
    expect(await served.answerTo(request('POST /'))).toBe(answerOf(40104));
    const secret = { cookie: '_csrf=a' };
    expect(await served.answerTo(request('POST /', secret))).toBe(answerOf(40104));
  });

  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  const part = (name: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a"\r\n\r\n${'a'.repeat(20)}\r\n`;

  test.each([
    ['a body that is not a form', { 'content-type': 'application/json' }, '{}', 40002],
    ['a file that is too large', form, `${part('a')}--x--`, 40001],
    ['too many files', form, `${part('a')}${part('b')}--x--`, 40001],
  ])('@fastify/multipart: %s', async (_what, headers, body, code) => {
    const served = await serve(async (app) => {
      await app.register(multipart, {
        limits: { fileSize: code === 40001 && body.length < 120 ? 10 : 100, files: 1 },
      });
      app.post('/', async (request) => {
        for await (const file of request.files()) await file.toBuffer();
        return {};
      });
    });
    expect(await served.answerTo(request('POST /', headers, body))).toContain(`"rsp_code":"${code}"`);
  });
});
