/** A place where a document is silent or contradicts itself or another one, and what this project makes of it. */
export interface Reading {
  readonly document: string;
  readonly reading: string;
  /** How a provider changes it. */
  readonly change: string;
}

/** By the title of the section in the register. */
export const readings: Readonly<Record<string, readonly Reading[]>> = {
  'Every standard': [
    {
      document: 'No document says whose fault a code is.',
      reading:
        '`fault` is read from the meaning of the row, never from its status. The client’s: the request, its rights or the state of its owner must change. The server’s: the provider, its relay or its upstream must.',
      change: '`extendStandard`, a row with another `fault`',
    },
    {
      document: 'Only the token API of MyData names `Retry-After`, for `temporarily_unavailable`.',
      reading:
        '`retryable`, and with it `Retry-After`, if a code means that the same request may succeed later. It is sent only when it is given.',
      change: '`extendStandard`, a row with or without `retryable`',
    },
    {
      document: 'No document has a challenge for its 401; RFC 9110 (15.5.2) requires one.',
      reading:
        '`WWW-Authenticate: Bearer`, unless the error, the application or the framework’s own authentication has set another.',
      change: '`wwwAuthenticate`, or false for none',
    },
    {
      document:
        'No document has the statuses 412 and 416, by which a framework refuses a condition or a range.',
      reading:
        'Both are the failure `invalid-header`, so a 400 in most standards. `Content-Range` goes with the 416: it describes the representation that is not sent.',
      change: '`translate`, to an error of your own',
    },
  ],
  MyData: [
    {
      document: 'A provider is judged by the edition in force; this is v1.0 of September 2021.',
      reading: 'The catalogue is that edition, and says so.',
      change: '`extendStandard(mydata, { codes })`, the rows of a later one',
    },
    {
      document:
        'Annex 1 (1) 1 has two rows of 400, both with the `error` `invalid_request`; only their fixed `error_description` tells them apart. A text copy of the page prints `invalid_client_id` in the column `error` and the meanings as descriptions.',
      reading:
        'The page image decides: `error` is `invalid_request`, and `invalid_client_id` and `invalid_redirection` are descriptions. They are our code names, and `parseReply` takes neither for an `error`.',
      change:
        "the text copy’s reading: `extendStandard(mydataAuthorize, { codes: { invalid_client_id: { status: 400, direct: true, text: '…' } } })`",
    },
    {
      document:
        'The cell that leaves the error text to each institution is merged over all rows, so a text copy of the page attaches it to some codes only.',
      reading: 'Every text is the provider’s own, but for the two fixed descriptions. The defaults are ours.',
      change: 'a text at the throw, or `texts`',
    },
    {
      document:
        'A status that is not listed has no detailed code (세부 응답코드) and applies in its original meaning (Annex 1, last line, p. 282).',
      reading:
        'Only the table of the API (3) has detailed codes, so the sentence is about the API and not about OAuth. 413, 415, 406 and 501 are answered with the listed code nearest in meaning: clients then get the format that they parse.',
      change: "`mydata({ unlisted: 'bare' })`: the plain status, without a body",
    },
    {
      document:
        'AH(450) limits a text to KS X 1001 and ASCII, in bytes; what becomes of a text that does not keep to it is not said.',
      reading:
        'It is cut at 450 bytes of UTF-8, never inside a character; a line break becomes a space, any other foreign character `?`.',
      change: 'give texts that keep to it',
    },
    {
      document: '`invalid_client` is 400 in Annex 1 (2), 401 in RFC 6749 (5.2).',
      reading: '400: the document that a provider is judged by.',
      change: '`extendStandard(mydataToken, { codes })`, a row with another status',
    },
    {
      document:
        'Nothing is said of caches on the token API; RFC 6749 (5.1), which it follows, forbids them to keep an answer.',
      reading: '`Cache-Control: no-store` and `Pragma: no-cache`, with success and error alike (derived).',
      change: '`defineStandard` with other `headers`',
    },
    {
      document: 'A redirect row has no answer for a request whose callback cannot be trusted.',
      reading:
        'Answered directly, with the same four members: 400, `server_error` 500, `temporarily_unavailable` 503.',
      change: '`callback`, so that there is one; `extendStandard`, a row with another `directStatus`',
    },
    {
      document: 'A wrong route or a request that HTTP itself refuses is not mentioned on the authorize API.',
      reading: 'As a wrong method, it is always answered directly, never by a redirect.',
      change: '`translate`, to an error with a `callback`',
    },
    {
      document:
        '`temporarily_unavailable` of the authorize API is a redirect; on a redirect `Retry-After` asks the browser to wait before it follows (RFC 9110, 10.2.3).',
      reading: 'It is not `retryable` there.',
      change: '`extendStandard(mydataAuthorize, { codes })`, a row with `retryable`',
    },
    {
      document:
        'Annex 14 has the transaction id sent back unchanged; what to do with a malformed one is not said.',
      reading: 'What is echoed matches `[A-Z0-9]{1,25}`; anything else is not reflected at all.',
      change: 'check it (`isTransactionId`) and answer 40002 or `invalid_request`',
    },
    {
      document: 'A revoked token that was not valid (99999) is described as a result, without a text.',
      reading: 'A result of a 200, never thrown; its text is ours.',
      change: 'spread `mydataResults.tokenNotValid` and give another `rsp_msg`',
    },
    {
      document: '50009 is a 500, but it is the client that calls outside the hours of regular transfers.',
      reading: 'The client’s fault, and retryable.',
      change: '`extendStandard(mydata, { codes })`, a row with another `fault`',
    },
    {
      document:
        'None of the three tables has a replay, or a request that HTTP itself refuses. Those of OAuth have no unknown path, no body that is too large, no limit on requests and no 501 either; the request of the authorize API has no body at all.',
      reading:
        'A replay travels in a header: 40002, `invalid_request`. A limit on requests: `temporarily_unavailable`. The others: 40001, on OAuth `invalid_request`.',
      change: '`on`',
    },
  ],
  Koscom: [
    {
      document: 'The page is of 2018; the platform has since retired the format.',
      reading: 'The catalogue is that page, for those who still speak it.',
      change: '–',
    },
    {
      document:
        'The common errors of the platform take HTTP’s status for their code. Eleven are listed; whether any other status is a code too is not said.',
      reading:
        'The eleven are codes, on a company’s server too, which has no others for them. Other statuses are none.',
      change:
        "`extendStandard(koscom, { codes: { 429: { status: 429, group: 'common', text: 'Too Many Requests', fixed: true } }, failures: { 'rate-limited': 429 } })`",
    },
    {
      document:
        'For four failures the platform’s own tables have a code beside the common one: `network timeout` (3005) and `Json parsing error` (3011) on `op-exco`, `Authentication Failed` (2001) and `Authorization Failed` (2100) on `op-auth`. Which of the two is meant is not said.',
      reading:
        'The common error: the others are narrower (a company that is late, JSON alone, a user of the portal).',
      change:
        "`koscom({ category: 'op-exco', on: { timeout: 3005, 'malformed-body': 3011 } })`, `koscom({ category: 'op-auth', on: { unauthenticated: 2001, forbidden: 2100 } })`",
    },
    {
      document: '3011 does not say whose JSON is not as specified.',
      reading: 'The request’s: the client’s fault.',
      change: '`extendStandard(koscom, { codes })`, a row with another `fault`',
    },
    {
      document:
        'Some messages end with an instruction in braces: to write the reason in square brackets, the number of results, the maximum number of days.',
      reading:
        'The reason stands in square brackets, the two numbers bare. 5004 has no comma before it, as printed.',
      change: '`extendStandard(koscom, { codes })`, a row with another `text`',
    },
    {
      document: 'The table of company errors begins with the row 500, 200, `OK`.',
      reading: 'A `respCode` inside a success body: no error, so no code.',
      change: '`extendStandard`, a row of your own',
    },
    {
      document: 'The example body has the code 9011, which is in no table.',
      reading: 'No code.',
      change: '`extendStandard`, a row of your own',
    },
    {
      document:
        '`category` is the place of the error, and a company’s error can reach the client through a server of the platform.',
      reading:
        'A company’s error thrown on its own server has its name; a server of the platform names the company on the error, and one that does not is answered as `unexpected`.',
      change: '`new KoscomError(4001, { category })`',
    },
    {
      document:
        '5004 to 5006 are requests of the platform to a company; 5007 goes both ways, though it stands among the errors of companies.',
      reading:
        'On a server of the platform 5007 has that server’s own `category`, unless the error names a company.',
      change: "`new KoscomError(5007, { detail, category: 'SAMSUNG' })`",
    },
    {
      document: 'The content type is printed `Application/json; charset=utf-8`.',
      reading: '`application/json; charset=utf-8`: media types compare without case.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: '6004 is described with a full stop alone.',
      reading: 'Our description follows the message.',
      change: '–',
    },
    {
      document:
        'There is no 429, no replay and no 501, and no failure of an upstream but on `op-exco`. 400 is described by parameters, URI, payload and media type, not by headers.',
      reading: '503; 400, on a company’s server 7000; 404; 500. Headers: 400.',
      change: '`on`',
    },
    {
      document: 'The reason of 7000 is to be given, but a failure outside domain code has none.',
      reading:
        'The names of the headers or parameters, joined with a comma and a space; else the kind in words (`malformed body`).',
      change: '`on`, or `translate` to an error with a `detail`',
    },
  ],
  CODE: [
    {
      document: 'The same words stand in the tables of two servers, under different statuses.',
      reading:
        'Two standards: a VASP’s server answers 503 for each, the CODE API server 422, 408, 429 or 500.',
      change: '–',
    },
    {
      document:
        'The developer documentation of 2026 adds that a VASP’s server returns 503 in unexpected situations only, and 200 normally; the table below that sentence still has a client’s mistakes.',
      reading:
        'The table decides: each of its words is a 503, whoever made the mistake. What the request processed says of itself (`invalid`, `denied`, `error` with a reason) is a result of a 200. `fault` tells the client’s mistakes from the others; a VASP’s 503 never has `Retry-After`.',
      change: '`codeResults`, instead of throwing',
    },
    {
      document: 'No content type is named.',
      reading: '`application/json; charset=utf-8`.',
      change: '`defineStandard` with another `render`',
    },
    {
      document:
        '`UNKNOWN_TRANSFER_ID` is a 503 in the table of errors, and a 200 with `result: "error"` where a txid is reported or a transfer finished.',
      reading: 'Both: an error on the status search, a result on those two.',
      change: '`new VaspError(…)` or `codeResults.error(…)`, by the request',
    },
    {
      document:
        'On the asset-transfer-data request the table of reasons lacks `UNKNOWN_TRANSFER_ID`, an example of the requesting side has it.',
      reading: '`codeResults.error` takes every reason of the three requests.',
      change: '–',
    },
    {
      document:
        '`INVALID_HEADER_SIGNATURE` stays in the VASP’s table, though since v1.6 a VASP gets no signature.',
      reading: 'A code like any other; no failure is answered with it.',
      change: '`on`',
    },
    {
      document: 'The developer documentation of 2026 has one more word of 422, `INVALID_BENEFICIARY`.',
      reading: 'In the catalogue.',
      change: '–',
    },
    {
      document: 'A nonce may not come again within one minute (error page) or 100 seconds (header page).',
      reading:
        '60 seconds, for a check of your own: nothing here remembers a nonce. It throws `DUPLICATED_HEADER_NONCE`, or the failure `replayed-request`.',
      change: 'the window of your check',
    },
    {
      document: 'Requests are limited per second (prose) or to 40 per minute (example).',
      reading:
        '40 per minute, for a check of your own: nothing here counts requests. It throws `TOO_MANY_REQUESTS`, or the failure `rate-limited`.',
      change: 'the limit of your check',
    },
    {
      document:
        'Neither table has a 404, 405, 406 or 501, maintenance, or a request that HTTP itself refuses. Of headers, a VASP’s has only those that are missing, the CODE API server’s three beside them. A VASP’s has no 401, 403 or 429 and no replay; the CODE API server’s no 403 and no body that is too large, of another type or not JSON.',
      reading:
        'A VASP’s server: `UNACCEPTABLE_REQUEST`, which the document has for whatever it cannot process. The CODE API server: `INVALID_MSG_FIELD_VALUE`, for 403 `INVALID_ORIGIN`. Maintenance: the internal error of either.',
      change: '`on`',
    },
  ],
  ScienceON: [
    {
      document: 'The page breaks off after 303; 400 to 503 have statuses and no words.',
      reading: 'Words of the public list that those of 301 and 303 come from; marked chosen in the table.',
      change: '`extendStandard(scienceOn, { codes })`',
    },
    {
      document: 'Nine statuses are said to be all; there are sections for 301 and 303.',
      reading:
        'Both are codes, and cannot be without a `location`. The client’s fault: the request must go elsewhere.',
      change: '–',
    },
    {
      document: 'The body of a 301 or 303 is not shown.',
      reading: 'The same body as that of an error.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'Where `Location` may lead is not said.',
      reading:
        'A relative reference, or an absolute http or https URL of printable ASCII; no backslash, no user.',
      change: '`anyUri: true` beside `location` allows another scheme and `//host`',
    },
    {
      document: 'No content type is named.',
      reading:
        '`application/json; charset=UTF-8` and `application/xml; charset=UTF-8`, the charset of the other documents that name one.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'XML is answered where the name of the API has the extension `.xml`; no XML is shown.',
      reading:
        'The name is the last segment of the path as received, its end compared with case. A declaration, a root `result`, the two members as elements: derived from Naver’s guide, whose page this one was made from.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'The sample of Naver’s guide wraps both texts in CDATA.',
      reading:
        'Texts are sent escaped, which says the same. `parseReply` reads CDATA, references and mixtures of both; white space around a section, and around the code, is layout.',
      change: '–',
    },
    {
      document: 'XML 1.0 cannot hold every character.',
      reading:
        'One that it forbids becomes U+FFFD; a carriage return is written `&#13;`, so that a parser keeps it.',
      change: '–',
    },
    {
      document:
        'The example with the code 024 has no status; the table of statuses says 401 of the failure that its text names, and has no word.',
      reading:
        '`024` is a 401 (derived), and `unauthorized` a code beside it; a failure is answered with the one of the example.',
      change: "`on: { unauthenticated: 'unauthorized' }`",
    },
    {
      document: 'The live gateway answers otherwise: codes of another kind inside `<MetaData>`.',
      reading: 'This standard is the document’s.',
      change: '`defineStandard`',
    },
    {
      document: 'There is no 413, 415, 406 or 429 and no replay.',
      reading: '`badRequest`, for 429 `backendError`.',
      change: '`on`',
    },
  ],
  Kakao: [
    {
      document:
        'The guide’s table of statuses has 429 for a used-up quota; the only code for it, -10, is 400.',
      reading: '400: the table of codes decides.',
      change: '`extendStandard(kakao, { codes })`, a row with another status',
    },
    {
      document: 'The guide has 500 for -1 and -7, Kakao Developers 400, and more codes.',
      reading:
        'Two standards, `kakao` and `kakaoDevelopers`, that do not know each other’s errors. Fault and retryable are the same in both.',
      change: '–',
    },
    {
      document: 'The guide’s table of statuses has 502, its table of codes nothing for it.',
      reading: 'No code; an upstream’s failure is -7.',
      change: '`on`',
    },
    {
      document: '-603 is a 400 for an operation that takes the server too long.',
      reading: 'The server’s fault.',
      change: '`extendStandard(kakao, { codes })`, a row with another `fault`',
    },
    {
      document: 'No content type is named.',
      reading: '`application/json; charset=UTF-8`.',
      change: '`defineStandard` with another `render`',
    },
    {
      document: 'Texts are not given.',
      reading: '`msg` is always there and never empty; the defaults are ours.',
      change: 'a text at the throw, or `texts`',
    },
    {
      document:
        'There is no 404, 405 or 501, no replay, no request that HTTP itself refuses, and for a body that is too large only a code for images (-602).',
      reading: '-9, -2, -9, -8, -2 and -2.',
      change: '`on`',
    },
  ],
  'Problem details': [
    {
      document: 'RFC 9457 leaves the status to the provider.',
      reading:
        'A replay is 409: 425 is for early data, which a client sends again by itself. A timeout is 504, for 408 would have it sent again.',
      change: '`on`',
    },
    {
      document:
        'RFC 9110 has `Retry-After` for 503, and for a 413 that is temporary; RFC 6585 for 429. It lets a client repeat a request after 408, RFC 8470 after 425.',
      reading:
        '408, 425, 429, 503 and 504 are retryable. 413 is not: the same content is too large the next time.',
      change: '`extendStandard(problemDetails, { codes })`, a row with `retryable`',
    },
    {
      document:
        '407 and 511 are a proxy’s, 426 needs a header that goes from hop to hop, 418 is unused, 510 obsolete.',
      reading: 'No codes.',
      change: '`extendStandard(problemDetails, { codes })`',
    },
  ],
};
