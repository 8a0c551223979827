import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Failure } from '@oryu/core';
import { providerErrors, standardHeaders } from '@oryu/core/fetch';
import type { Exchange, Harness, Mount, Route, RunningApplication } from '@oryu/testing';

export const isJson = ({ headers }: Request) =>
  headers.get('content-type')?.startsWith('application/json') === true;

const limit = 100 * 1024;
export const isTooLarge = ({ headers }: Request) => Number(headers.get('content-length')) > limit;
/** The same where no length was announced. */
export const wasTooLarge = (body: unknown) => JSON.stringify(body).length > limit;

/** Serves a handler of the Fetch API by Node. */
export async function serve(
  fetch: (request: Request, env: HttpBindings) => Response | Promise<Response | undefined>,
): Promise<RunningApplication> {
  const server = createAdaptorServer({ fetch: fetch as (request: Request) => Response });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  };
}

/** What the two harnesses do each in its own way. */
interface Own extends Pick<Exchange, 'body' | 'parameter' | 'setHeader' | 'sendJson'> {
  readonly env: HttpBindings;
  respond(body: ReadableStream): Response;
}

/** What a route answers. An answer that begins early is a Response whose body the route goes on writing. */
export function answerOf({ handle }: Route, { env, respond, ...own }: Own): Promise<Response | undefined> {
  return new Promise((resolve, reject) => {
    let fail = reject;
    const begin = async (firstBytes: string) => {
      const body = new ReadableStream({
        start(controller) {
          fail = (error) => controller.error(error);
          controller.enqueue(new TextEncoder().encode(firstBytes));
        },
      });
      resolve(respond(body));
      while (!env.outgoing.headersSent) await setImmediate();
    };
    const sendStream = (stream: Readable) => respond(Readable.toWeb(stream) as ReadableStream);
    const answer = async () => handle({ ...own, begin, sendStream }) as Response | undefined;
    answer().then(resolve, (error) => fail(error));
  });
}

const endsRegularly =
  'if a stream fails, the server closes the connection, which ends a whole body in HTTP/1.0; let a proxy use HTTP/1.1';

/** What the Fetch API keeps from a handler, with a framework or without. */
export const cannot = {
  'an unknown charset is answered as unsupported-media-type':
    'a body is read as UTF-8, whatever its content type says',
  'an unknown content encoding is answered as unsupported-media-type':
    'Content-Encoding is ignored, and the body is read as received',
  'a stream that fails before its first byte is answered as unexpected':
    'the server gets the Response before its stream is read; it cuts the response off, or sends 500 with the message of the error',
  'an answer over HTTP/1.0 that has begun is cut off: half a body cannot pass for a whole one': endsRegularly,
  'a stream over HTTP/1.0 that fails after its first bytes is cut off': endsRegularly,
  'a client that sends 10 MB before it reads gets the answer, even if the connection closes':
    'a Response cannot control how the server closes the connection; with `answerClientErrors` of `@oryu/core/node` the server reads on',
};

const noHeaders = 'a handler that throws has not made a response yet, so no headers exist';
const noRouter = 'the handler is the router, so the error must list the methods';

type Handler = (request: Request, env: HttpBindings) => Promise<Response | undefined>;

/** The value of each parameter, where a path is a route's. */
function match(path: string, route: string): Record<string, string> | undefined {
  const pattern = route.replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found === null ? undefined : { ...found.groups };
}

/** Routes as a plain handler may have them: the least that answers a request. */
function handlerOf({ standard, options, routes }: Mount, prefix = ''): Handler {
  const handler: Handler = async (request, env) => {
    const path = new URL(request.url).pathname.slice(prefix.length);
    const matching = routes.filter((route) => match(path, route.path) !== undefined);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = matching.find((each) => each.method === method);
    if (isJson(request) && isTooLarge(request)) throw new Failure('body-too-large');
    const body = isJson(request) ? await request.json() : undefined;
    if (body !== undefined && wasTooLarge(body)) throw new Failure('body-too-large');
    if (route === undefined) {
      if (matching.length === 0) return undefined;
      throw new Failure('method-not-allowed', { allow: matching.map((each) => each.method) });
    }
    return answerOf(route, {
      env,
      body,
      parameter: (name) => match(path, route.path)?.[name],
      setHeader: () => {},
      sendJson: (value) => Response.json(value),
      respond: (stream) => new Response(stream),
    });
  };
  return providerErrors(handler, standard, options);
}

/** A plain handler of the Fetch API, served by Node. */
export const fetchHandler: Harness = {
  name: 'A Fetch handler',
  cannot: {
    ...cannot,
    'a percent-escape that cannot be decoded is answered as malformed-request':
      'the handler decodes its path itself, if at all',
    'headers set earlier stay, except those that described the abandoned answer': noHeaders,
    'headers set earlier: no-store stays': noHeaders,
    'headers set earlier: a header called constructor stays': noHeaders,
    'headers set earlier: private becomes no-store': noHeaders,
    'headers set earlier: Retry-After stays if the same request may succeed later': noHeaders,
    'headers set earlier: a 401 keeps the challenge of the application': noHeaders,
    'headers set earlier: vary of the error is added': noHeaders,
    'cookies of the error are added to those of the application': noHeaders,
    'a 405 that a route throws as a typed error has the methods that the router knows': noRouter,
    'a 405 that a route throws as a Failure has the methods that the router knows': noRouter,
  },
  async start({ standardHeaders: owes, mounts = [], ...root }) {
    const parts = mounts.map((part) => ({ prefix: part.prefix, handler: handlerOf(part, part.prefix) }));
    const rest = handlerOf(root);
    const handler: Handler = async (request, env) => {
      const { pathname } = new URL(request.url);
      const part = parts.find(({ prefix }) => pathname.startsWith(`${prefix}/`));
      return (part?.handler ?? rest)(request, env);
    };
    return serve(owes === true ? standardHeaders(handler, root.standard) : handler);
  },
};
