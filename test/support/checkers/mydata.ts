import type { Reply } from '@oryu/core';
import { isAH } from '../ks-x-1001.js';
import { type CodeFacts, codesOf } from '../spec.js';
import { type Circumstances, jsonMembers, order, type Rules, type Surface } from './checker.js';

const json = 'application/json; charset=UTF-8';

const factsOf = (...surfaces: readonly string[]) =>
  codesOf('mydata', ...surfaces).filter(({ rule }) => rule !== 'result');

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

/** Annex 1 (3). */
export const mydata: Surface = {
  facts: factsOf('api'),
  headers: ['x-api-tran-id'],
  type: () => json,
  head: transactionRules,
  read(reply) {
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
};

/** The listed code nearest in meaning to a status that Annex 1 (3) does not list. */
const nearest: Readonly<Record<number, number>> = { 413: 40001, 415: 40002, 406: 40002, 501: 40301 };

/** Annex 1 (3) with its last line: a status that is not listed stands for itself, without a body. */
export const mydataBare: Surface = {
  ...mydata,
  type: ({ status }) => (status in nearest ? undefined : json),
  statuses: ({ code, status }) => [
    status,
    ...Object.keys(nearest)
      .map(Number)
      .filter((each) => nearest[each] === code),
  ],
  read: (reply, circumstances) =>
    reply.status in nearest
      ? { code: nearest[reply.status], rules: { 'no body': reply.body === '' } }
      : mydata.read(reply, circumstances),
};

/** Annex 1 (2); RFC 6749, 5.1: never kept. */
export const mydataToken: Surface = {
  facts: factsOf('token'),
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
};

/** The statuses of a redirect that cannot be delivered. */
function authorizeStatuses({ status, code }: CodeFacts): readonly number[] {
  if (status !== 302) return [status];
  const direct: Readonly<Record<string, number>> = { server_error: 500, temporarily_unavailable: 503 };
  return [status, direct[code] ?? 400];
}

/** Annex 1 (1). */
export const mydataAuthorize: Surface = {
  facts: factsOf('authorize-direct', 'authorize-redirect'),
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
};

function isEcho(sent: unknown, received: string | undefined, { isReadable }: Circumstances): boolean {
  return sent === received || (!isReadable && sent === undefined);
}

/** A redirect leads where the provider vouched for, and its own bytes stay. */
function locationRules({ status, headers }: Reply, { options, settings, code }: Circumstances): Rules {
  const { location } = headers;
  if (location === undefined) return { 'a redirect has its Location': status !== 302 };
  const vouched = [options.callback, settings.vouched].find((url) => url !== undefined);
  const [before = '', after = ''] = String(vouched).split('#');
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
