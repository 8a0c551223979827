import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { jsonMembers, mydata, mydataAuthorize, mydataToken, parseReply, type Standard } from '@oryu/core';
import { style } from './style.js';

/** One request, and the answer that the standard prescribes. */
export interface Exchange {
  readonly title: string;
  /** Method and path, or bytes that are no HTTP. */
  readonly request: string;
  /** The headers that matter here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  /** The code of the standard; `success` where a success has none. */
  readonly code: string;
  /** Response headers that matter here. */
  readonly answered?: Readonly<Record<string, string>>;
}

/** A response as it came over the connection. */
export interface Answer {
  readonly statusLine: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Holds real exchanges with a provider, prints each, and remembers what came out differently. */
export class Conversation {
  count = 0;
  readonly differences: string[] = [];

  constructor(
    private readonly port: number,
    /** Headers that every request carries, printed only where a request has its own. */
    private readonly usual: Readonly<Record<string, string>>,
    private readonly print: (line: string) => void,
  ) {}

  async hold({ title, request, headers, body = '', status, code, answered }: Exchange): Promise<Answer> {
    this.count += 1;
    const isHttp = request.includes(' /');
    const transactionId = `ORYUDATA01M${String(this.count).padStart(14, '0')}`;
    const shown = isHttp ? { 'x-api-tran-id': transactionId, ...headers } : {};
    const hidden = {
      host: `127.0.0.1:${this.port}`,
      connection: 'close',
      'content-length': String(Buffer.byteLength(body)),
    };
    const start = isHttp ? `${request} HTTP/1.1` : request;

    this.print(`\n${style('bold', `${this.count}. ${title}`)}\n`);
    for (const line of [start, ...fields(shown), body]) if (line !== '') this.print(`  > ${line}`);
    const answer = await send(
      this.port,
      [start, ...fields(isHttp ? { ...hidden, ...this.usual, ...shown } : {}), '', body].join('\r\n'),
    );
    this.print('');
    for (const line of [answer.statusLine, ...fields(answer.headers), answer.body]) {
      if (line !== '' && !/^(date|connection):/.test(line)) this.print(`  < ${line}`);
    }

    const reading = read(request, answer);
    if (reading.meaning.length > 0) {
      this.print('');
      for (const line of reading.meaning) this.print(`  ${style('dim', line)}`);
    }
    const due = { ...(isHttp && { 'x-api-tran-id': transactionId }), ...answered };
    const isAsDue =
      answer.status === status &&
      reading.code === code &&
      Object.entries(due).every(([name, value]) => answer.headers[name] === value);
    if (!isAsDue) {
      const prescribed = [`${status} ${code}`, ...fields(due)].join(', ');
      this.differences.push(`${this.count}. ${title}: ${prescribed} was due`);
      this.print(`\n  ${style('red', `Not as prescribed: ${prescribed}`)}`);
    }
    return answer;
  }
}

/** Sends bytes over a connection of their own, and reads until the server closes it. */
async function send(port: number, bytes: string): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const received = await text(socket);
  const end = received.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    statusLine,
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: received.slice(end + 4),
  };
}

/** The code of an answer, and what the catalogue says of it in Korean and English. */
function read(request: string, answer: Answer): { code: string; meaning: string[] } {
  let standard: Standard = mydata();
  if (request.includes(' /oauth/')) standard = mydataToken();
  if (request.includes(' /oauth/2.0/authorize')) standard = mydataAuthorize();
  const { error } = parseReply(standard, answer);
  if (error === undefined)
    return { code: String(jsonMembers(answer.body)?.rsp_code ?? 'success'), meaning: [] };
  const { ko = '', en = '' } = standard.codes.get(error.code) ?? {};
  return { code: String(error.code), meaning: [`${error.code}: ${ko}`, en] };
}

function fields(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
