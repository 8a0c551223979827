import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { Failure, ScienceOnError, scienceOn } from '@oryu/core';
import { providerErrors } from '@oryu/koa';
import Koa from 'koa';

/** What the translation engine throws while it has no capacity left. */
export class EngineBusy extends Error {}

export interface Library {
  readonly tokens: ReadonlySet<string>;
  /** Titles by control number. */
  readonly articles: ReadonlyMap<string, string>;
  translate(text: string): Promise<string>;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);

/** A gateway to a library's articles, in the form of ScienceON's. */
export function createApp({ tokens, articles, translate }: Library): Koa {
  const app = new Koa();
  app.use(
    providerErrors(scienceOn(), {
      translate: (thrown) =>
        thrown instanceof EngineBusy ? new ScienceOnError('backendError', { retryAfter: 30 }) : undefined,
    }),
  );
  app.use((ctx, next) => {
    if (!tokens.has(String(ctx.query.token))) throw new ScienceOnError('024');
    return next();
  });
  app.use(bodyParser({ enableTypes: ['json'] }));

  async function translated(body: unknown): Promise<string> {
    const { text } = body as { readonly text?: unknown };
    if (typeof text !== 'string') throw new Failure('missing-parameter', { names: ['text'] });
    return translate(text);
  }

  const router = new Router({ prefix: '/openapi' });
  router.get('/search', (ctx) => {
    const found = [...articles].filter(([, title]) => title.includes(String(ctx.query.query ?? '')));
    ctx.body = { articles: found.map(([id, title]) => ({ id, title })) };
  });
  router.get('/find', () => {
    throw new ScienceOnError('movedPermanently', { location: '/openapi/search' });
  });
  router.get('/articles/:id', (ctx) => {
    const { id = '' } = ctx.params;
    if (!articles.has(id)) ctx.throw(404);
    ctx.body = { id, title: articles.get(id) };
  });
  router.get('/articles/:id/media', ({ params: { id = '' } }) => {
    if (!articles.has(id)) throw new ScienceOnError('notFound', '그런 논문이 없습니다');
    throw new ScienceOnError('mediaDownloadRedirect', { location: `/media/${id}.pdf` });
  });
  router.put('/articles/:id', () => {
    throw new ScienceOnError('notImplemented');
  });
  router.post('/translate', async (ctx) => {
    ctx.body = { text: await translated(ctx.request.body) };
  });
  router.post('/translate.xml', async (ctx) => {
    ctx.type = 'application/xml';
    const text = await translated(ctx.request.body);
    ctx.body = `<result><text>${escaped(text)}</text></result>`;
  });
  return app.use(router.routes() as Koa.Middleware);
}
