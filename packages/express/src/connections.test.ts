import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { type ErrorReport, MyDataError, mydata } from '@oryu/core';
// @ts-expect-error: it has no declarations.
import timeout from 'connect-timeout';
import type { Express, RequestHandler } from 'express';
import { ok, plain, versions } from '../../../test/support/express-versions.js';
import { answerOf, answerOfFailure } from '../../../test/support/mydata-answers.js';
import { AbortedResponse, request, textOf } from '../../../test/support/raw-http.js';
import { Served } from '../../../test/support/served.js';
import { providerErrors } from './index.js';

/** Fails when its first bytes have left. */
async function* failing() {
  yield '{"rsp_code":';
  await setImmediate();
  throw new Error('lost');
}

/** Handlers that fail when their answer has begun. */
const halfway: Record<string, RequestHandler> = {
  'after the first bytes': (_request, response) => {
    response.write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the first bytes of an announced length': (_request, response) => {
    response.set('content-length', '1000').write('{"rsp_code":');
    throw new MyDataError(40305);
  },
  'after the head': (_request, response) => {
    response.flushHeaders();
    throw new MyDataError(40305);
  },
  later: (_request, response, next) => {
    response.write('{"rsp_code":', () => next(new MyDataError(40305)));
  },
  'in a stream that is piped': (_request, response, next) => {
    Readable.from(failing()).on('error', next).pipe(response);
  },
  'in a pipeline': (_request, response, next) => {
    pipeline(failing, response, next);
  },
  // Nothing is sent yet, but `pipeline` destroys the response before it calls next.
  'in a pipeline before its first byte': (_request, response, next) => {
    pipeline(Readable.from(failing()).drop(1), response, next);
  },
};

const complete = '{"rsp_code":"00000"}';

/** Handlers that go on when they have answered, and how often that is an error. */
const answered: Record<string, [errors: number, RequestHandler]> = {
  throws: [
    1,
    (_request, response) => {
      response.send(complete);
      throw new MyDataError(40305);
    },
  ],
  'throws later': [
    1,
    (_request, response, next) => {
      response.send(complete).on('finish', () => next(new MyDataError(40305)));
    },
  ],
  'calls next()': [
    0,
    (_request, response, next) => {
      response.send(complete);
      next();
    },
  ],
  'calls next() before its last bytes': [
    0,
    (_request, response, next) => {
      response.write(complete.slice(0, 5), () => response.end(complete.slice(5)));
      next();
    },
  ],
};

describe.each(versions)('%s', (_name, express) => {
  let reports: ErrorReport[];
  let reported: Promise<ErrorReport>;
  let report: (report: ErrorReport) => void;

  beforeEach(() => {
    reports = [];
    reported = new Promise((resolve) => {
      report = resolve;
    });
  });

  const serve = (configure: (app: Express) => unknown) => {
    const app = plain(express);
    configure(app);
    const onError = (each: ErrorReport) => {
      reports.push(each);
      report(each);
    };
    app.get('/error', () => {
      throw new MyDataError(40305);
    });
    return Served.start(app.use(providerErrors(mydata(), { onError })));
  };

  test.each(Object.entries(halfway))(
    'an answer that fails %s is cut off: half of it cannot pass for the whole',
    async (_when, handler) => {
      const served = await serve((app) => app.get('/half', handler));
      const connection = await served.connect();
      await expect(connection.send(request('GET /half')).response()).rejects.toThrow(AbortedResponse);
      await reported;
      expect(reports).toHaveLength(1);
      expect(await served.answerTo(request('GET /error'))).toBe(answerOf(40305));
    },
  );

  test.each(Object.entries(answered))(
    'an answer whose handler then %s stays complete, and the connection goes on',
    async (_what, [errors, handler]) => {
      const served = await serve((app) => app.get('/answered', handler));
      const connection = await served.connect();
      const response = await connection.send(request('GET /answered')).response();
      expect([response.statusLine, response.body.toString()]).toEqual(['HTTP/1.1 200 OK', complete]);
      expect(textOf(await connection.send(request('GET /error')).response())).toBe(answerOf(40305));
      expect(reports).toHaveLength(errors + 1);
      connection.reset();
    },
  );

  test.each<[what: string, RequestHandler]>([
    ['pipes', (_request, response) => void Readable.from(['a', 'b']).pipe(response)],
    ['writes a little later', (_request, response) => void setTimeout(() => response.write('a'), 5)],
    ['ends a little later', (_request, response) => void setTimeout(() => response.end('a'), 5)],
  ])('a handler that throws and still %s changes nothing', async (_what, write) => {
    const served = await serve((app) =>
      app.get('/', (request, response, next) => {
        write(request, response, next);
        throw new MyDataError(40305);
      }),
    );
    const connection = await served.connect();
    for (const path of ['/', '/', '/error'])
      expect(textOf(await connection.send(request(`GET ${path}`)).response())).toBe(answerOf(40305));
    await delay(20);
    connection.reset();
    expect(reports).toHaveLength(3);
  });

  test('a request body of which a handler has read a part does not stop the connection', async () => {
    const served = await serve((app) =>
      app.post('/part', (request, _response, next) => {
        request.once('data', () => {
          request.pause();
          next(new MyDataError(40305));
        });
      }),
    );
    const connection = await served.connect();
    connection.send(request('POST /part', {}, 'a'.repeat(10_000_000)), request('GET /nowhere'));
    expect(textOf(await connection.response())).toBe(answerOf(40305));
    expect(textOf(await connection.response())).toBe(answerOf(40401));
    connection.reset();
  });

  test('a client that leaves in the middle of its answer affects no other client, and onError is called once', async () => {
    const served = await serve((app) =>
      app.get('/slow', (_request, response, next) => {
        response.write('{"rsp_code":');
        response.on('close', () => next(new MyDataError(40305)));
      }),
    );
    const connection = await served.connect();
    const arrived = once(served.server, 'request');
    connection.send(request('GET /slow'));
    await arrived;
    connection.reset();
    expect((await reported).error.code).toBe(40305);
    expect(reports).toHaveLength(1);
    expect(await served.answerTo(request('GET /error'))).toBe(answerOf(40305));
  });

  test('successful responses are the same bytes with and without it', async () => {
    const configure = (app: Express) => {
      app.get('/json', ok);
      app.get('/old', (_request, response) => response.redirect('/json'));
      app.get('/empty', (_request, response) => response.sendStatus(204));
      app.get('/stream', (_request, response) => Readable.from(['a', 'b']).pipe(response));
      app.get('/file', (_request, response) => response.sendFile('/LICENSE', { root: '.' }));
      return app;
    };
    const without = await Served.start(configure(plain(express)));
    const served = await serve(configure);
    const lines = ['/json', '/old', '/empty', '/stream', '/file'].flatMap((path) => [
      `GET ${path}`,
      `HEAD ${path}`,
    ]);
    for (const line of [...lines, 'OPTIONS /json']) {
      const bytes = request(line, { 'if-none-match': '"none"' });
      expect(await served.answerTo(bytes)).toBe(await without.answerTo(bytes));
    }
    expect(reports).toHaveLength(0);
  });

  test('a handler that answers after its time is up changes nothing, and is not reported', async () => {
    const served = await serve((app) =>
      app.get('/', timeout('20ms'), async (_request, response, next) => {
        await delay(50);
        try {
          response.json({ a: 1 });
        } catch (error) {
          next(error);
        }
      }),
    );
    expect(await served.answerTo(request('GET /'))).toBe(answerOfFailure('unavailable'));
    await delay(60);
    expect(reports).toHaveLength(1);
  });
});
