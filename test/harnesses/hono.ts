import type { HttpBindings } from '@hono/node-server';
import { providerErrors, standardHeaders } from '@oryu/hono';
import type { Harness, Mount } from '@oryu/testing';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { answerOf, cannot, isJson, isTooLarge, serve, wasTooLarge } from './fetch.js';

const json: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  if (isJson(req.raw)) {
    // Hono's own limit is younger than Hono 4.
    if (isTooLarge(req.raw)) throw new HTTPException(413);
    const body = await req.json();
    if (wasTooLarge(body)) throw new HTTPException(413);
    context.set('body', body);
  }
  await next();
};

function mount(app: Hono, { standard, options, routes }: Mount): Hono {
  for (const route of routes) {
    app.on(route.method, route.path, (context: Context) =>
      answerOf(route, {
        env: context.env as HttpBindings,
        body: context.get('body'),
        parameter: (name) => context.req.param(name),
        setHeader: (name, value) => {
          for (const each of [value].flat()) context.header(name, each, { append: Array.isArray(value) });
        },
        sendJson: (value) => context.json(value as object),
        respond: (body) => context.body(body),
      }),
    );
  }
  providerErrors(app, standard, options);
  return app;
}

export const hono4: Harness = {
  name: 'Hono 4',
  cannot: {
    ...cannot,
    'a percent-escape that cannot be decoded is answered as malformed-request':
      'Hono accepts such an escape and passes it to the route unchanged',
  },
  errorOfStatus: (status) => new HTTPException(status as ContentfulStatusCode),
  async start({ standardHeaders: owes, mounts = [], ...root }) {
    const app = new Hono();
    if (owes === true) app.use(standardHeaders(root.standard));
    app.use(json);
    for (const part of mounts) app.route(part.prefix, mount(new Hono(), part));
    mount(app, root);
    return serve(app.fetch);
  },
};

const empty = '@hono/node-server 1 adds a content type to an answer that has no content';

const router = 'before Hono 4.2, the default router itself fails for a method that no route has';

/** Hono served as its first versions have to be. */
export const honoOnNodeServer1: Harness = {
  ...hono4,
  cannot: {
    ...hono4.cannot,
    'TRACE of a route is answered with the methods that the path has': router,
    'a method that no API has is answered with the methods that the path has': router,
    'a redirect has neither a body nor a content type, whatever was set before': empty,
    'every code of mydata-authorize is answered byte for byte': empty,
    'mydata-authorize answers every kind of failure that a route throws': empty,
    'mydata (bare unlisted statuses) answers every kind of failure that a route throws': empty,
  },
};
