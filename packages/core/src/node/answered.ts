import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Reply } from '../reply.js';

/** Known to every installed copy of this package. */
const answeredWith = Symbol.for('@oryu/core/answered-with');

interface Answered {
  [answeredWith]?: Reply;
}

/** Notes on a response the reply that answers it. The first one stays. */
export function markAnswered(response: ServerResponse | Http2ServerResponse, reply: Reply): void {
  if (!isAnswered(response)) (response as Answered)[answeredWith] = reply;
}

/**
 * Whether a response has been answered with a reply, by {@link writeReply} or {@link sealReply}, even if it has not
 * left yet. A second failure of the same request then changes nothing, and is not reported again.
 */
export function isAnswered(response: ServerResponse | Http2ServerResponse): boolean {
  return Object.hasOwn(response, answeredWith);
}
