import { type RawResponse, requestBytes } from '@oryu/testing';

export { AbortedResponse, chunked, RawConnection } from '@oryu/testing';

/** The bytes of a request, its line as method and target. */
export function request(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Buffer {
  const [method = '', target = ''] = line.split(' ');
  return requestBytes(method, target, headers, body);
}

/** Node's own headers of an answer after which the connection goes on. */
export const keptAlive = { connection: 'keep-alive', 'keep-alive': 'timeout=5', date: '<IMF-fixdate>' };

/** Node's own headers of an answer after which it does not. */
export const closing = { connection: 'close', date: '<IMF-fixdate>' };

const imfFixdate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * A whole response as comparable text. The order of headers, which has no meaning (RFC 9110, 5.3),
 * is evened out, and a correct date, which no expectation can know.
 */
export function textOf({ statusLine, headers, body }: RawResponse): string {
  return responseText(
    statusLine,
    headers.map(([name, value]) => [
      name,
      name === 'date' && imfFixdate.test(value) ? keptAlive.date : value,
    ]),
    body.toString(),
  );
}

/** The comparable text of an expected response. */
export function responseText(
  statusLine: string,
  headers: Iterable<readonly [name: string, value: string]>,
  body: string,
): string {
  const lines = Array.from(headers, ([name, value]) => `${name}: ${value}`);
  return [statusLine, ...lines.sort(), '', body].join('\n');
}
