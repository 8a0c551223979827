import { mismatchOf, ourWords, type Wire } from '../../../../test/support/mismatch.js';
import { jsonReply } from '../../../../test/support/reply.js';
import { requestOf } from '../../../../test/support/request.js';
import { extendStandard } from '../define-standard.js';
import { mydataAuthorize } from '../index.js';
import { parseReply } from '../parse-reply.js';
import { toReply } from '../to-reply.js';
import type { Mismatch } from '../wire.js';

describe('authorize: replies that are not errors', () => {
  const to = (query: string): Wire => ({ status: 302, location: `https://client.example/${query}` });

  test.each<[wire: Wire, mismatch: Mismatch['mismatch'], detail: string]>([
    [to('?code=a&state=s'), 'success', 'an authorization code'],
    [{ status: 302 }, 'unreadable', 'there is no absolute Location'],
    [
      { status: 302, location: '/callback?error=access_denied' },
      'unreadable',
      'there is no absolute Location',
    ],
    [to(''), 'missing-member', 'error is not a string'],
    [to('#error=access_denied'), 'missing-member', 'error is not a string'],
    [to('?error=typo'), 'unknown-code', '"typo" is in no table of mydata-authorize'],
    ...ourWords.flatMap((error): [Wire, Mismatch['mismatch'], string][] =>
      [
        to(`?error=${error}&error_description=${error}`),
        { status: 400, body: `{"error":"${error}"}` },
        { status: 400, body: `{"error":"${error}","error_description":"${error}"}` },
      ].map((wire) => [
        wire,
        'unknown-code',
        `${error} is not an error on the wire: it is sent as invalid_request`,
      ]),
    ),
    // What is answered directly never comes by a redirect.
    [to('?error=method_not_allowed'), 'wrong-status', '"method_not_allowed" came with 302 instead of 405'],
    [{ status: 200, body: '<html>' }, 'success', 'status 200'],
    [{ status: 400, body: '<html>' }, 'unreadable', 'the body is not a JSON object'],
    [{ status: 400, body: '{"error_description":"a"}' }, 'missing-member', 'error is not a string'],
    [
      { status: 400, body: '{"error":"server_error"}' },
      'wrong-status',
      '"server_error" came with 400 instead of 302 or 500',
    ],
    [
      { status: 401, body: '{"error":"access_denied"}' },
      'wrong-status',
      '"access_denied" came with 401 instead of 302 or 400',
    ],
    [
      { status: 500, body: '{"error":"invalid_request","error_description":"invalid_client_id"}' },
      'wrong-status',
      '"invalid_client_id" came with 500 instead of 400',
    ],
  ])('%j: %s', (wire, mismatch, detail) => {
    expect(mismatchOf(mydataAuthorize(), wire)).toEqual({ mismatch, detail });
  });

  test.each(ourWords)('%s is read from the description, only of a direct answer', (description) => {
    const body = `{"error":"invalid_request","error_description":"${description}"}`;
    expect(parseReply(mydataAuthorize(), { status: 400, headers: {}, body }).error).toMatchObject({
      code: description,
      message: description,
    });
    const { location = '' } = to(`?error=invalid_request&error_description=${description}`);
    expect(
      parseReply(mydataAuthorize(), { status: 302, headers: { location }, body: '' }).error,
    ).toMatchObject({
      code: 'invalid_request',
      message: description,
    });
  });

  /** The text copy of the page has the word in the column `error`, and the meaning beside it. */
  test('if an extension follows the text copy of the document, the word is an error on the wire', () => {
    const { standard: ofCopy, error: OfCopy } = extendStandard(mydataAuthorize, {
      codes: {
        invalid_client_id: { status: 400, direct: true, text: 'client_id가 유효하지 않습니다' },
        invalid_redirection: {
          status: 400,
          direct: true,
          error: 'invalid_request',
          text: 'redirect_uri가 유효하지 않습니다',
        },
      },
    });
    for (const [code, error, text] of [
      ['invalid_client_id', 'invalid_client_id', 'client_id가 유효하지 않습니다'],
      ['invalid_redirection', 'invalid_request', 'redirect_uri가 유효하지 않습니다'],
    ] as const) {
      const reply = toReply(new OfCopy(code), requestOf(), ofCopy());
      expect(reply).toStrictEqual(jsonReply(400, `{"error":"${error}","error_description":"${text}"}`));
      expect(parseReply(ofCopy(), reply).error).toMatchObject({ code, message: text });
    }
  });

  test('an error is read even if the callback has its own code', () => {
    const location = 'https://client.example/?code=branch1&error=access_denied&error_description=a';
    const { error } = parseReply(mydataAuthorize(), { status: 302, headers: { location }, body: '' });
    expect(error).toMatchObject({ code: 'access_denied', message: 'a' });
  });
});
