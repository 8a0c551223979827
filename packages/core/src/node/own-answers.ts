import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Duplex } from 'node:stream';
import { Failure } from '../failure.js';
import type { Reply } from '../reply.js';
import type { Standard } from '../standard.js';
import { toReply } from '../to-reply.js';
import { refuse } from './refuse.js';
import { requestView } from './request-view.js';
import { writeReply } from './write-reply.js';

/** Answers a request without Host in place of Node, which is about to answer it with a bare 400. */
export function answerMissingHost(server: Server, response: ServerResponse, standard: Standard): void {
  const { req: request } = response;
  // Node's own condition.
  const { requireHostHeader } = server as { readonly requireHostHeader?: boolean };
  if (!requireHostHeader || request.httpVersion !== '1.1' || request.headers.host !== undefined) return;
  const failure = new Failure('missing-header', { names: ['host'] });
  response.setHeader('connection', 'close');
  answerInstead(response, toReply(failure, requestView(request), standard));
}

/**
 * Returns listeners for the events that come before Node's own answers. If the application itself listens for one of
 * these events, it has to answer, and ours does nothing.
 *
 * @param latest the latest response of each connection
 */
export function ownAnswerListeners(
  server: Server,
  latest: WeakMap<Duplex, ServerResponse>,
  standard: Standard,
) {
  const isOurs = (event: string) => server.listenerCount(event) === 1;

  return {
    /** A request too many on its connection: 503. */
    dropRequest(request: IncomingMessage, socket: Duplex): void {
      const response = latest.get(socket);
      const failure = new Failure('unavailable');
      if (response?.req === request)
        answerInstead(response, toReply(failure, requestView(request), standard));
    },

    /** An expectation that is not `100-continue`: 417. */
    checkExpectation(
      request: IncomingMessage | Http2ServerRequest,
      response: ServerResponse | Http2ServerResponse,
    ): void {
      if (!isOurs('checkExpectation')) return;
      const failure = new Failure('invalid-header', { names: ['expect'] });
      writeReply(response, toReply(failure, requestView(request), standard));
    },

    /** A tunnel: HTTP/1.1 closes the connection without an answer, HTTP/2 answers 405. */
    connect(request: IncomingMessage | Http2ServerRequest, to: Duplex | Http2ServerResponse): void {
      if (!isOurs('connect')) return;
      const reply = toReply(new Failure('method-not-allowed'), requestView(request), standard);
      if (to instanceof Duplex) refuse(to, reply);
      else writeReply(to, reply);
    },
  };
}

/** Lets the reply go out instead of the answer that Node is about to write. */
function answerInstead(response: ServerResponse, reply: Reply): void {
  const { writeHead, end } = response;
  Object.assign(response, {
    writeHead: () => response,
    end: () => {
      Object.assign(response, { writeHead, end });
      writeReply(response, reply);
      return response;
    },
  });
}
