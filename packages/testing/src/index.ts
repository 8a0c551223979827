/**
 * For tests of providers and of bindings: the conformance suite that every binding of this repository passes.
 *
 * @module
 */

export { conformanceCases, describeConformance, type Runner } from './conformance.js';
export type { ConformanceCase } from './conformance-case.js';
export type { Application, Exchange, Harness, Mount, Route, RunningApplication } from './harness.js';
export { RawConnection } from './raw-connection.js';
export { chunked, exchange, requestBytes } from './raw-http.js';
export { AbortedResponse, type RawResponse } from './raw-response.js';
