/** A finished response: a value before it is an effect. */
export interface Reply {
  /** HTTP status, 200 to 599. */
  readonly status: number;
  /** Every header the standard rules, `content-length` included; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes, or text that goes out as UTF-8; empty if the request was HEAD. */
  readonly body: string | Uint8Array;
}

/** The part of a request that a standard may know. A binding makes it from its framework's request. */
export interface RequestView {
  readonly method: string;
  /** Path and query as received, before any router or mount changed them. */
  readonly url: string;
  /** The value of a request header; the name in any case. */
  header(name: string): string | undefined;
}

/** Stands in if there is no request: a real request never has an empty URL. */
export const noRequest: RequestView = /* @__PURE__ */ Object.freeze({
  method: '',
  url: '',
  header: () => undefined,
});

/**
 * The headers that an error answer drops if they were set before it: they described the abandoned answer, or say
 * something of another status. `mergeHeaders` lists the few cases in which one of them stays. All other headers
 * (CORS, cookies, trace ids, security policies) stay.
 */
export const staleHeaders: readonly string[] = /* @__PURE__ */ Object.freeze([
  'content-length',
  'content-encoding',
  'content-range',
  'content-language',
  'content-location',
  'content-disposition',
  'content-digest',
  'repr-digest',
  'accept-ranges',
  'transfer-encoding',
  'trailer',
  'etag',
  'last-modified',
  'digest',
  'content-md5',
  'signature',
  'signature-input',
  'cache-control',
  'cdn-cache-control',
  'surrogate-control',
  'pragma',
  'expires',
  'location',
  'allow',
  'retry-after',
  'www-authenticate',
]);
