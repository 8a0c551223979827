import type { ServerResponse } from 'node:http';
import { body, headers, refuse, serve, textOfReply } from '../../../../test/support/example-reply.js';
import {
  AbortedResponse,
  keptAlive,
  request,
  responseText,
  textOf,
} from '../../../../test/support/raw-http.js';

describe('methods that others replaced on the response', () => {
  /** As on-headers does: a hook that runs when the head is written. */
  const hook = (response: ServerResponse, before: (head: unknown[]) => unknown) => {
    const { writeHead } = response;
    return Object.assign(response, {
      writeHead(...head: never[]) {
        before(head);
        return writeHead.apply(response, head as never);
      },
    });
  };

  test('and that throws takes the connection down, not the process', async () => {
    const served = await serve((response, { url }) => {
      if (url === '/') hook(response, refuse);
    });
    const connection = await served.connect();
    await expect(connection.send(request('GET /')).response()).rejects.toThrow(AbortedResponse);
    expect(await served.answerTo(request('GET /next'))).toBe(textOfReply());
  });

  test('and that returns nothing is accepted', async () => {
    const served = await serve((response) => {
      const { writeHead } = response;
      Object.assign(response, {
        writeHead: (...head: never[]) => void writeHead.apply(response, head as never),
      });
    });
    expect(await served.answerTo(request('GET /'))).toBe(textOfReply());
  });

  test('and that removes the length, as compression does, keeps the connection open', async () => {
    const served = await serve((response) =>
      hook(response, () => {
        response.setHeader('content-type', 'text/plain');
        response.removeHeader('content-length');
      }),
    );
    const connection = await served.connect();
    connection.send(request('GET /'), request('GET /'));
    const { 'content-length': _, ...rest } = headers;
    const text = responseText(
      'HTTP/1.1 403 Forbidden',
      Object.entries({ ...rest, ...keptAlive, 'content-type': 'text/plain', 'transfer-encoding': 'chunked' }),
      body,
    );
    expect(textOf(await connection.response())).toBe(text);
    expect(textOf(await connection.response())).toBe(text);
    connection.reset();
  });
});
