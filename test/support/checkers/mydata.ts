import type { Reply } from '@oryu/core';
import fc from 'fast-check';
import { fail, secret } from '../arbitraries/secret.js';
import { isAH } from '../ks-x-1001.js';
import type { CodeFacts } from '../spec.js';
import { type Circumstances, jsonMembers, order, type Rules, type Surface } from './checker.js';

const json = 'application/json; charset=UTF-8';

/** Annex 14: the transaction id goes back unchanged; what does not match its grammar is never reflected. */
function transactionRules({ headers }: Reply, { transactionId, isReadable, options }: Circumstances): Rules {
  const sent = headers['x-api-tran-id'];
  const own: unknown = (options.headers as Reply['headers'] | undefined)?.['x-api-tran-id'];
  const isOwed = transactionId !== undefined && isReadable;
  return {
    'the transaction id is echoed, and wins over one that an error brings': isOwed
      ? sent === transactionId
      : [undefined, own, transactionId].includes(sent),
  };
}

/** The listed code nearest in meaning to a status that Annex 1 (3) does not list. */
const nearest: Readonly<Record<number, number>> = { 413: 40001, 415: 40002, 406: 40002, 501: 40301 };

/** The last line of Annex 1 (3): a status that is not listed stands for itself, without a body; where it was chosen. */
const isBare = ({ status }: Reply, { settings }: Circumstances) =>
  settings.unlisted === 'bare' && status in nearest;

/** Annex 1 (3). */
export const mydata: Surface = {
  headers: ['x-api-tran-id'],
  type: (reply, circumstances) => (isBare(reply, circumstances) ? undefined : json),
  statuses: ({ code, status }, { settings }) => [
    status,
    ...Object.keys(nearest)
      .map(Number)
      .filter((each) => settings.unlisted === 'bare' && nearest[each] === code),
  ],
  head: transactionRules,
  read(reply, circumstances) {
    if (isBare(reply, circumstances))
      return { code: nearest[reply.status], rules: { 'no body': reply.body === '' } };
    const members = jsonMembers(reply);
    const { rsp_code: code, rsp_msg: message } = members;
    return {
      code: Number(code),
      rules: {
        'rsp_code and rsp_msg': order(members) === 'rsp_code,rsp_msg',
        'rsp_code is five digits in a string': typeof code === 'string' && /^[1-9][0-9]{4}$/.test(code),
        'the status is the first digits of rsp_code': String(code).startsWith(String(reply.status)),
        'rsp_msg is AH(450)': isAH(message),
      },
    };
  },
  isText: isAH,
};

/** Annex 1 (2); RFC 6749, 5.1: never kept. */
export const mydataToken: Surface = {
  headers: ['x-api-tran-id', 'cache-control', 'pragma'],
  type: () => json,
  head: (reply, circumstances) => ({
    ...transactionRules(reply, circumstances),
    'Cache-Control and Pragma':
      reply.headers['cache-control'] === 'no-store' && reply.headers.pragma === 'no-cache',
  }),
  read(reply) {
    const members = jsonMembers(reply);
    return {
      code: members.error,
      rules: {
        'error and error_description': order(members) === 'error,error_description',
        'error_description is AH(450)': isAH(members.error_description),
      },
    };
  },
  isText: isAH,
};

/** The statuses of a redirect that cannot be delivered. */
function authorizeStatuses({ status, code }: CodeFacts): readonly number[] {
  if (status !== 302) return [status];
  const direct: Readonly<Record<string, number>> = { server_error: 500, temporarily_unavailable: 503 };
  return [status, direct[code] ?? 400];
}

const vouched = 'https://client.example/cb?keep=1#top';

/** What a provider must not return from `callback`; nothing is redirected to it. */
const badCallbacks: readonly (() => unknown)[] = [
  fail,
  () => Promise.reject(new Error(secret)),
  () => new Promise(() => {}),
  async () => vouched,
  () => undefined,
  () => `javascript:alert('${secret}')`,
  () => `//${secret}`,
  () => `/${secret}`,
  () => `${vouched}\r\nset-cookie: ${secret}`,
  () => new URL(vouched),
  () => ({ toString: () => vouched }),
  () => Object.defineProperty({}, 'then', { get: fail }),
];

/** Where the settings vouch for a redirect to. */
function vouchedBy({ callback }: Circumstances['settings']): unknown {
  return typeof callback === 'function' && !badCallbacks.includes(callback as () => unknown)
    ? callback()
    : undefined;
}

/** Annex 1 (1). */
export const mydataAuthorize: Surface = {
  headers: ['x-api-tran-id', 'location'],
  type: ({ status }) => (status === 302 ? undefined : json),
  statuses: authorizeStatuses,
  head: (reply, circumstances) => ({
    ...transactionRules(reply, circumstances),
    ...locationRules(reply, circumstances),
  }),
  read(reply, circumstances) {
    const { location } = reply.headers;
    const members = location === undefined ? jsonMembers(reply) : Object.fromEntries(parametersOf(location));
    const { error, error_description: description, state, api_tran_id: id } = members;
    const isFixed = /^invalid_(client_id|redirection)$/.test(String(description));
    return {
      code: isFixed && error === 'invalid_request' ? description : error,
      rules: {
        'error, error_description, and state and api_tran_id where there are':
          /^error,error_description(,state)?(,api_tran_id)?$/.test(order(members)),
        'error_description is AH(450)': isAH(description),
        'state is echoed': isEcho(state, circumstances.state, circumstances),
        'api_tran_id is echoed': isEcho(id, circumstances.transactionId, circumstances),
        'a redirect has no body': location === undefined || reply.body === '',
      },
    };
  },
  isText: isAH,
  options: () => ({
    callback: fc.constantFrom('https://own.example/cb', 'HTTP://own.example:8080/?keep=a#b'),
  }),
  hostile: badCallbacks.map((callback) => ({ callback })),
};

function isEcho(sent: unknown, received: string | undefined, { isReadable }: Circumstances): boolean {
  return sent === received || (!isReadable && sent === undefined);
}

/** A redirect leads where the provider vouched for, and its own bytes stay. */
function locationRules({ status, headers }: Reply, { options, settings, code }: Circumstances): Rules {
  const { location } = headers;
  if (location === undefined) return { 'a redirect has its Location': status !== 302 };
  const url = options.callback ?? vouchedBy(settings);
  const [before = '', after = ''] = String(url).split('#');
  return {
    'a Location only with 302': status === 302,
    'to what the provider vouched for':
      location.startsWith(before) && location.endsWith(after === '' ? '' : `#${after}`),
    'printable ASCII': /^[\x21-\x7e]+$/.test(location),
    'never of what is answered directly':
      code === undefined ||
      !/^(invalid_client_id|invalid_redirection|method_not_allowed)$/.test(String(code)),
  };
}

/** The members behind the query that the vouched-for URL has itself. */
function parametersOf(location: string): [name: string, value: string][] {
  if (!URL.canParse(location)) return [];
  return [...new URL(location).searchParams].filter(([name]) => name !== 'keep');
}
