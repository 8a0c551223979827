/**
 * Replies on the Fetch API: for handlers that take a `Request` and return a `Response`, as routes and workers
 * do on Bun, Deno, the edge and Node, and for the bindings of frameworks made of such handlers.
 *
 * @module
 */
export { bodyWatcher, failureOfBody } from './body-errors.js';
export { type FetchHandler, providerErrors, standardHeaders } from './handlers.js';
export { requestView } from './request-view.js';
export { restoreHeaders, toResponse } from './to-response.js';
