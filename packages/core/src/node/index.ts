/**
 * Replies on Node: for `node:http` itself, and for the bindings of frameworks that run on it.
 *
 * @module
 */
export { answerClientErrors } from './answer-client-errors.js';
export { isAnswered } from './answered.js';
export { requestView } from './request-view.js';
export { sealReply } from './seal-reply.js';
export { writeReply } from './write-reply.js';
