import type { Reply } from '@oryu/core';
import { writeReply } from '@oryu/core/node';
import { sendReply as sendOnFastify } from '@oryu/platforms/fastify/send';
import { isReplyOfFastify, type PlatformResponse } from './platform.js';

/** Sends a reply. On Fastify its hooks run. */
export function sendReply(response: PlatformResponse, reply: Reply): void {
  if (isReplyOfFastify(response)) sendOnFastify(response, reply);
  else writeReply(response, reply);
}

/** Lets Fastify finish a reply whose sending has failed: the sealed response sends the first reply. */
export function finishReply(response: PlatformResponse): void {
  if (isReplyOfFastify(response)) response.send('');
}
