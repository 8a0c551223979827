import { serveNewest as serve } from '../../../test/support/fastify-applications.js';
import { answerOf } from '../../../test/support/mydata-answers.js';
import { request } from '../../../test/support/raw-http.js';
import { ownStatus } from './index.js';

const password = new Error('비밀');

describe('ownStatus', () => {
  const withStatus = (error: object, statusCode: number) => Object.assign(error, { statusCode });
  class HTTPError extends Error {}

  test.each<[what: string, thrown: unknown, code: number]>([
    ['a plain Error with a status', withStatus(new Error('비밀'), 404), 40401],
    ['a plain Error with a cause', withStatus(new Error('비밀', { cause: password }), 403), 40104],
    ['a status of 500', withStatus(new Error('비밀'), 500), 50001],
    ['a status of a success', withStatus(new Error('비밀'), 200), 50001],
    ['an object', withStatus({}, 404), 50001],
    ['an error of a class', withStatus(new HTTPError('비밀'), 404), 50001],
    ['an error that has a response', withStatus(Object.assign(new Error(), { response: {} }), 404), 50001],
    [
      'an error that has a code',
      withStatus(Object.assign(new Error(), { code: 'ERR_BAD_REQUEST' }), 404),
      50001,
    ],
    [
      'an error that has JSON of an upstream',
      Object.assign(new Error(), { statusCode: 404, error: 'Not Found' }),
      50001,
    ],
    ['nothing', undefined, 50001],
  ])('%s', async (_what, thrown, code) => {
    const served = await serve((app) => app.get('/', () => Promise.reject(thrown)), { translate: ownStatus });
    expect(await served.answerTo(request('GET /'))).toBe(answerOf(code));
  });
});
