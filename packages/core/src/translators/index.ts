/**
 * Translators for errors of libraries that no binding recognises by itself, because an HTTP client's error can look alike.
 * Choose those of the libraries that you use: `translate: anyOf(expressJwt, ownStatus(AppError))`. None of them needs the
 * library, reads a text to send, or takes the status of an HTTP client's error.
 *
 * @module
 */
export { celebrate } from './celebrate.js';
export { connectTimeout } from './connect-timeout.js';
export { expressJwt } from './express-jwt.js';
export { openapiValidator } from './openapi-validator.js';
export { ownStatus } from './own-status.js';
export { passport } from './passport.js';
export { type ResponseContext, responseStatus } from './response-status.js';
export { routingControllers } from './routing-controllers.js';
export { anyOf, type Translator } from './translator.js';
