import { extendStandard, MyDataError, mydata, vasp } from '@oryu/core';
import type { Express, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import createError from 'http-errors';
import { serve } from '../../../test/support/express-applications.js';
import { ok, versions } from '../../../test/support/express-versions.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

const challenge = 'Bearer realm="bank", error="invalid_token"';

const setAndThrow =
  (name: string, value: string, thrown: () => unknown): RequestHandler =>
  (_request, response) => {
    response.set(name, value);
    throw thrown();
  };

describe.each(versions)('%s', (_name, express) => {
  describe('headers that other middleware sets for a status', () => {
    test('a challenge stays only on a 401', async () => {
      const served = await serve(express, (app) => {
        app.get(
          '/401',
          setAndThrow('www-authenticate', challenge, () => createError(401)),
        );
        app.get(
          '/typed',
          setAndThrow('www-authenticate', challenge, () => new MyDataError(40101)),
        );
        app.get(
          '/403',
          setAndThrow('www-authenticate', challenge, () => createError(403)),
        );
        app.get(
          '/500',
          setAndThrow('www-authenticate', challenge, () => new Error('crash')),
        );
        app.get('/given', () => {
          throw createError(401, { headers: { 'WWW-Authenticate': challenge } });
        });
      });
      const kept = { 'www-authenticate': challenge };
      for (const path of ['/401', '/typed', '/given'])
        expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOf(40101, kept));
      expect(await served.answerTo(request('GET /403'))).toBe(answerOf(40104, kept));
      expect(await served.answerTo(request('GET /500'))).toBe(answerOf(50001));
    });

    test('Retry-After stays if the same request may succeed later', async () => {
      const limit = rateLimit({
        windowMs: 60_000,
        limit: 0,
        legacyHeaders: true,
        standardHeaders: false,
        validate: false,
        handler: (_request, _response, next) => next(createError(429)),
      });
      const mount = (app: Express) =>
        app
          .get('/limited', limit, ok)
          .get(
            '/closed',
            setAndThrow('retry-after', '60', () => new MyDataError(40305)),
          )
          .get(
            '/busy',
            setAndThrow('retry-after', '60', () => new MyDataError(42901, { retryAfter: 5 })),
          )
          .get('/given', () => {
            throw createError(429, { headers: { 'Retry-After': '60' } });
          });
      const { codes } = mydata.definition;
      const { standard } = extendStandard(mydata, { codes: { 42901: { ...codes[42901], retryable: true } } });
      const served = await serve(express, mount, standard());
      const limited = await served.answerTo(request('GET /limited'));
      expect(limited).toMatch(/^HTTP\/1\.1 429 Too Many Requests\n/);
      expect(limited).toMatch(/^retry-after: 60$/m);
      expect(await served.answerTo(request('GET /closed'))).toBe(answerOf(40305));
      expect(await served.answerTo(request('GET /busy'))).toBe(answerOf(42901, { 'retry-after': '5' }));
      expect(await served.answerTo(request('GET /given'))).toBe(answerOf(42901, { 'retry-after': '60' }));

      // A VASP's 503 is no invitation to come again.
      const vaspServed = await serve(express, mount, vasp());
      for (const path of ['/limited', '/given']) {
        const answer = await vaspServed.answerTo(request(`GET ${path}`));
        expect(answer).toMatch(/^HTTP\/1\.1 503 /);
        expect(answer).not.toContain('retry-after');
      }
    });

    test('only a 405 has Allow: the methods of the router without the refused one', async () => {
      const refuse: RequestHandler = (_request, _response, next) => next(createError(405));
      const served = await serve(express, (app) => {
        app.get('/accounts', ok).post('/accounts', ok).all('/accounts', refuse);
        app.put('/typed', ok).get('/typed', () => {
          throw new MyDataError(40501);
        });
        app.get('/given', () => {
          throw createError(405, { headers: { Allow: 'DELETE' } });
        });
        app.get(
          '/set',
          setAndThrow('allow', 'PATCH', () => createError(405)),
        );
        app.get(
          '/403',
          setAndThrow('allow', 'PATCH', () => createError(403)),
        );
      });
      const notAllowed = (allow: string) => answerOf(40501, { allow });
      expect(await served.answerTo(request('DELETE /accounts'))).toBe(notAllowed('GET, HEAD, POST'));
      expect(await served.answerTo(request('GET /typed'))).toBe(notAllowed('PUT'));
      expect(await served.answerTo(request('GET /given'))).toBe(notAllowed('DELETE'));
      expect(await served.answerTo(request('GET /set'))).toBe(notAllowed('PATCH'));
      expect(await served.answerTo(request('GET /403'))).toBe(answerOf(40104));
    });
  });
});
