import type { Readable } from 'node:stream';
import type { ProviderErrorsOptions, Standard } from '@oryu/core';

/** A framework, as the conformance suite needs it: it builds an application that listens on 127.0.0.1. */
export interface Harness {
  /** Framework and major version: `Express 5`. */
  readonly name: string;
  /** The names of the cases that the framework cannot answer as asked, each with the reason; the README lists the same. */
  readonly cannot: Readonly<Record<string, string>>;
  /** The framework's own error of a status: http-errors, an HttpException. Undefined if it does not have any. */
  readonly errorOfStatus?: ((status: number) => unknown) | undefined;
  start(application: Application): Promise<RunningApplication>;
}

/** An application that a harness builds. */
export interface Application extends Mount {
  /** Sends the headers that every response of the standard requires, through the binding's `standardHeaders`. */
  readonly standardHeaders?: boolean;
  /** Parts of the application that another standard governs, by path prefix. */
  readonly mounts?: readonly (Mount & { readonly prefix: string })[];
}

/** Routes, and the standard that governs them. */
export interface Mount {
  readonly standard: Standard;
  readonly options?: ProviderErrorsOptions;
  readonly routes: readonly Route[];
}

/** One route; JSON request bodies up to 100 KB are parsed before it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fixed segments, and parameters as `:name`. */
  readonly path: string;
  /** Answers through the exchange, or throws, or rejects. */
  handle(exchange: Exchange): unknown;
}

/** The things that a route can do, each in the framework's own way. */
export interface Exchange {
  /** The parsed request body. */
  readonly body: unknown;
  /** A path parameter. */
  parameter(name: string): string | undefined;
  /** Sets a header of the response, whatever answers it; several values are several lines. */
  setHeader(name: string, value: string | string[]): void;
  /** Answers 200 with JSON. To be returned by the route. */
  sendJson(value: unknown): unknown;
  /** Answers 200 with a stream. To be returned by the route. */
  sendStream(stream: Readable): unknown;
  /** Sends status, headers and the first bytes of an answer, and resolves when they have left. */
  begin(firstBytes: string): Promise<void>;
}

/** A listening application. */
export interface RunningApplication {
  readonly port: number;
  stop(): Promise<void>;
}
