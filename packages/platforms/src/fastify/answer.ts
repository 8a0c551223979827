import { type Reply, staleHeaders } from '@oryu/core';
import { ReplyStream, writeReply } from '@oryu/core/node';
import type { FastifyInstance, FastifyReply, onSendHookHandler, RouteOptions } from 'fastify';

const stale: ReadonlySet<string> = new Set(staleHeaders);
const answeredBy = Symbol('oryu');

/** What a reply's `onSend` hooks have begun with; a property, since a WeakMap would cost each success a microsecond. */
interface Begun {
  [answeredBy]?: Reply | null;
}

/** Notes that a reply's `onSend` hooks begin: with one of our answers, or with another. */
export function begin(
  reply: FastifyReply & Begun,
  answered: Reply | null = reply[answeredBy] ?? null,
): Reply | null {
  reply[answeredBy] = answered;
  return answered;
}

/**
 * Answers through the `onSend` hooks, which set headers of their own (cookies, sessions, trace ids); without
 * them where they have begun before, or bytes have left.
 */
export function answer(reply: FastifyReply & Begun, answered: Reply): void {
  const begun = reply[answeredBy];
  if (begun !== undefined || reply.raw.headersSent) {
    const { raw } = reply.hijack();
    writeReply(raw, begun ?? answered, reply.getHeaders());
    return;
  }
  begin(reply, answered);
  for (const name of Object.keys(reply.getHeaders())) if (stale.has(name)) reply.removeHeader(name);
  const { status, headers } = answered;
  reply.code(status).headers(headers).send(new ReplyStream(reply.raw, answered));
}

/**
 * Has the answers of all routes to come written at once behind their `onSend` hooks, where Fastify would pipe
 * them. A plugin that compresses puts its hook behind ours, and is given the stream.
 */
export function finishRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const finish: onSendHookHandler = (_request, reply, payload, done) => {
      if (!(payload instanceof ReplyStream) || lastHook(route) !== finish) return done();
      reply.hijack();
      payload.write(reply.getHeaders());
    };
    route.onSend = [...[route.onSend ?? []].flat(), finish];
  });
}

function lastHook({ onSend }: RouteOptions): unknown {
  return Array.isArray(onSend) ? onSend.at(-1) : onSend;
}
