import express5, { type Express, type RequestHandler } from 'express';
// @ts-expect-error: the alias of the older major has no declarations of its own.
import express4 from 'express4';

export type ExpressModule = typeof express5;

/** Both majors run the same tests; where they differ, the test says so and why. */
export const versions: readonly (readonly [name: string, express: ExpressModule])[] = [
  ['Express 5', express5],
  ['Express 4', express4 as ExpressModule],
];

/** An application without `X-Powered-By`, the one header that Express adds of its own accord. */
export function plain(express: ExpressModule): Express {
  return express().disable('x-powered-by');
}

/** Answers what must not be an error. */
export const ok: RequestHandler = (_request, response) => {
  response.json({ rsp_code: '00000' });
};

/** Answers nothing. */
export const passOn: RequestHandler = (_request, _response, next) => next();
