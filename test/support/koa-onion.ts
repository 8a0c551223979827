import { setTimeout as delay } from 'node:timers/promises';
import { MyDataError } from '@oryu/core';
import type { Middleware } from 'koa';

export const crash = new Error('crash');

/** Throws a typed error. */
export const closed: Middleware = () => {
  throw new MyDataError(40305);
};

/** Outer middleware that sets a cookie and a header after everything else. */
export const cookie: Middleware = async (ctx, next) => {
  await next();
  await delay(5);
  ctx.cookies.set('a', '1');
  ctx.set('X-Trace', 'b');
};

/** What it sends. */
export const theirs = { 'set-cookie': 'a=1; path=/; httponly', 'x-trace': 'b' };
