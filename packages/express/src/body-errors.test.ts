import { Failure, MyDataError } from '@oryu/core';
import type { RequestHandler } from 'express';
import createError from 'http-errors';
import { serve } from '../../../test/support/express-applications.js';
import { ok, versions } from '../../../test/support/express-versions.js';
import { answerInKinds, kinds } from '../../../test/support/kinds.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';

const json = { 'content-type': 'application/json' };

describe.each(versions)('%s', (_name, express) => {
  describe('errors that are thrown while a body is parsed', () => {
    const verifying = (thrown: () => unknown): RequestHandler =>
      express.json({
        verify: () => {
          throw thrown();
        },
      });
    const reviving = (thrown: () => unknown): RequestHandler =>
      express.json({
        reviver: () => {
          throw thrown();
        },
      });
    const asking = (thrown: () => unknown): RequestHandler =>
      express.json({
        type: () => {
          throw thrown();
        },
      });

    test.each<[what: string, (thrown: () => unknown) => RequestHandler, thrown: () => unknown, kind: string]>(
      [
        [
          'in verify: a plain error, as body-parser has it',
          verifying,
          () => new Error('signature'),
          'forbidden',
        ],
        ['in verify: an error of status 401', verifying, () => createError(401), 'unauthenticated'],
        ['in verify: an error of status 500', verifying, () => createError(500), 'unexpected'],
        ['in verify: an error of status 400', verifying, () => createError(400), 'invalid-parameter'],
        ['in verify: a failure', verifying, () => new Failure('rate-limited'), 'rate-limited'],
        ['in the reviver: a plain error', reviving, () => new Error('date'), 'malformed-body'],
        ['in the function of the type: a plain error', asking, () => new Error('type'), 'unexpected'],
        [
          'in the function of the type: an error of status 415',
          asking,
          () => createError(415),
          'unsupported-media-type',
        ],
        ['in the function of the type: a failure', asking, () => new Failure('timeout'), 'timeout'],
      ],
    )('%s', async (_what, parser, thrown, kind) => {
      const served = await serve(express, (app) => app.post('/', parser(thrown), ok), kinds());
      const answer = await served.answerTo(request('POST /', json, '{"a":1}'));
      expect(answer).toBe(answerInKinds(kind));
    });

    test.each([verifying, asking])('a typed error is answered as itself', async (parser) => {
      const served = await serve(express, (app) =>
        app.post(
          '/',
          parser(() => new MyDataError(40305)),
          ok,
        ),
      );
      expect(await served.answerTo(request('POST /', json, '{"a":1}'))).toBe(answerOf(40305));
    });
  });

  test('the type of body-parser is ignored on an error with another status', async () => {
    const served = await serve(
      express,
      (app) =>
        app.get('/', () => {
          throw createError(404, { type: 'entity.parse.failed' });
        }),
      kinds(),
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerInKinds('route-not-found'));
  });
});
