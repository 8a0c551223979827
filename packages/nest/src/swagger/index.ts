/**
 * The error responses of a standard in the documents of `@nestjs/swagger`.
 *
 * @module
 */
export { ApiProviderErrors } from './api-provider-errors.js';
