/**
 * Replies on Node: for `node:http` itself, and for the bindings of frameworks that run on it.
 *
 * @module
 */
export { answerClientErrors } from './answer-client-errors.js';
export { ReplyStream } from './reply-stream.js';
export { requestView } from './request-view.js';
export { writeReply } from './write-reply.js';
