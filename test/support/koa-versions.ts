import Koa3 from 'koa';
// @ts-expect-error: the aliases of other versions have no declarations of their own.
import Koa2 from 'koa2';
// @ts-expect-error: see above.
import Koa30 from 'koa30';
// @ts-expect-error: see above.
import Koa213 from 'koa213';

export type KoaModule = typeof Koa3;
type Versions = readonly (readonly [name: string, Koa: KoaModule])[];

/** The newest version of each major. */
export const majors: Versions = [
  ['Koa 3', Koa3],
  ['Koa 2', Koa2 as KoaModule],
];

/** All of them run the same tests; where they differ, the test says so and why. Streams differ from 3.1 on. */
export const versions: Versions = [
  ...majors,
  ['Koa 3.0', Koa30 as KoaModule],
  ['Koa 2.13', Koa213 as KoaModule],
];

/** Answers what must not be an error. */
export const ok: Koa3.Middleware = (ctx) => {
  ctx.body = { rsp_code: '00000' };
};
