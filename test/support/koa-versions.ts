import Koa3 from 'koa';
// @ts-expect-error: the alias of the older major has no declarations of its own.
import Koa2 from 'koa2';

export type KoaModule = typeof Koa3;

/** Both majors run the same tests; where they differ, the test says so and why. */
export const versions: readonly (readonly [name: string, Koa: KoaModule])[] = [
  ['Koa 3', Koa3],
  ['Koa 2', Koa2 as KoaModule],
];

/** Answers what must not be an error. */
export const ok: Koa3.Middleware = (ctx) => {
  ctx.body = { rsp_code: '00000' };
};
