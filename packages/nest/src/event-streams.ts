import type { ArgumentsHost, CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { MetadataScanner, type ModulesContainer, Reflector } from '@nestjs/core';
import { memberOf } from '@oryu/core/binding';
import { catchError, map, NEVER, type Observable } from 'rxjs';
import { nodeResponse, type PlatformResponse } from './platform.js';

/** The metadata of `@Sse()`. */
const sse = '__sse__';
const reflector = new Reflector();

type Method = () => unknown;

/** Whether a controller of the application has a handler with `@Sse()`. */
export function hasEventStreams(modules: ModulesContainer): boolean {
  const scanner = new MetadataScanner();
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.some(({ metatype }) => {
    const prototype = metatype?.prototype as Readonly<Record<string, Method>> | undefined;
    if (prototype === undefined) return false;
    return scanner.getAllMethodNames(prototype).some((name) => isEventStream(prototype[name] as Method));
  });
}

function isEventStream(method: Method): boolean {
  return reflector.get(sse, method) === true;
}

/**
 * Cuts off an event stream that fails after its head was sent. Nest would send the error's text as an event, end the
 * stream as if it were whole, and report nothing. If the head was not sent, Nest's filters answer.
 */
export class EventStreamInterceptor implements NestInterceptor {
  constructor(private readonly filter: { catch(exception: unknown, host: ArgumentsHost): void }) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const events = next.handle();
    if (context.getType() !== 'http' || !isEventStream(context.getHandler() as Method)) return events;
    return events.pipe(
      map(serialized),
      catchError((error: unknown) => {
        const response = context.switchToHttp().getResponse<PlatformResponse>();
        if (!nodeResponse(response).headersSent) throw error;
        this.filter.catch(error, context);
        return NEVER;
      }),
    );
  }
}

/** An event with its data as JSON, as Nest sends it. Data that has no JSON fails here, and not after the interceptor. */
function serialized(message: unknown): unknown {
  const isEvent = typeof message === 'object' && message !== null;
  const event: Event = isEvent ? message : { data: message };
  const data = memberOf(event, 'data');
  if (data === undefined || data === null || typeof data === 'string') return message;
  const text = JSON.stringify(data);
  if (!isEvent) return text;
  const member = (name: keyof Event) => memberOf(event, name);
  return {
    type: member('type'),
    id: member('id'),
    retry: member('retry'),
    comment: member('comment'),
    data: text,
  };
}

interface Event {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly retry?: unknown;
  readonly comment?: unknown;
  readonly data?: unknown;
}
