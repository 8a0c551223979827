/** docs/neighbours.md, Express: routing-controllers, on both majors. */
import 'reflect-metadata';
import { mydata } from '@oryu/core';
import { routingControllers } from '@oryu/core/translators';
import type { ExpressContext, ProviderErrorsOptions } from '@oryu/express';
import type { Express } from 'express';
import {
  Authorized,
  Get,
  HttpError,
  JsonController,
  NotFoundError,
  QueryParam,
  useExpressServer,
} from 'routing-controllers';
import { serve } from '../support/express-applications.js';
import { versions } from '../support/express-versions.js';
import { answerOfFailure } from '../support/mydata-answers.js';
import { theirAnswer } from '../support/neighbours.js';
import { request } from '../support/raw-http.js';

@JsonController()
class Accounts {
  @Get('/accounts')
  list(@QueryParam('limit', { required: true }) limit: number) {
    return { limit };
  }

  @Get('/absent')
  absent() {
    throw new NotFoundError('비밀');
  }

  @Get('/conflict')
  conflict() {
    throw new HttpError(409, '비밀');
  }

  @Authorized()
  @Get('/closed')
  closed() {}

  @Get('/crash')
  crash() {
    throw new Error('비밀');
  }
}

describe.each(versions)('%s', (_name, express) => {
  type Options = ProviderErrorsOptions<ExpressContext>;
  const start = (configure: (app: Express) => unknown, options?: Options) =>
    serve(express, configure, mydata(), { onError: () => {}, ...options });

  describe('routing-controllers', () => {
    const controllers = [Accounts];
    const authorizationChecker = () => false;
    const own = (app: Express) =>
      useExpressServer(app, { controllers, authorizationChecker, development: false });
    const mount = (app: Express) =>
      useExpressServer(app, { controllers, authorizationChecker, defaultErrorHandler: false });

    test('sends its own JSON, with the message', async () => {
      const served = await start((app) => own(app.disable('etag')));
      const body = '{"name":"NotFoundError","message":"비밀"}';
      expect(await served.answerTo(request('GET /absent'))).toBe(
        theirAnswer('404 Not Found', body, { 'content-type': 'application/json; charset=utf-8' }),
      );
    });

    test.each([
      ['a missing parameter', '/accounts', 'missing-parameter'],
      ['a wrong parameter', '/accounts?limit=a', 'invalid-parameter'],
      ['an error of its own class', '/absent', 'route-not-found'],
      ['a status', '/conflict', 'invalid-parameter'],
      ['a user who may not enter', '/closed', 'unauthenticated'],
      ['a crash', '/crash', 'unexpected'],
    ] as const)('%s is unexpected, and its own kind once translated', async (_what, path, kind) => {
      const unknown = await start(mount);
      expect(await unknown.answerTo(request(`GET ${path}`))).toBe(answerOfFailure('unexpected'));
      const served = await start(mount, { translate: routingControllers });
      expect(await served.answerTo(request(`GET ${path}`))).toBe(answerOfFailure(kind));
    });
  });
});
