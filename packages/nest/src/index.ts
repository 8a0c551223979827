/**
 * Oryu for NestJS 10, 11 and 12, on Express and on Fastify.
 *
 * @module
 */
export type { ErrorReport, ProviderErrorsOptions } from '@oryu/core';
export { frameworkErrors } from './framework-errors.js';
export { ProviderErrorsFilter } from './provider-errors-filter.js';
export * from './provider-errors-module.js';
export { standardHeaders } from './standard-headers.js';
