import type { Reply } from '@oryu/core';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { CodeFacts } from '../spec.js';
import { type Circumstances, isText, jsonMembers, order, type Surface } from './checker.js';

const uri = fc.constantFrom('/v2/search', '?a=b', 'https://other.example/a?b#c', 'a/../b');

/** A redirect cannot be without a Location of its own. */
const isRedirect = ({ status }: CodeFacts) => status < 400;

function isXml({ headers }: Reply, { apiName }: Circumstances): boolean {
  // A request that cannot be read says no name: then either form will do.
  return apiName?.endsWith('.xml') ?? headers['content-type']?.includes('xml') ?? false;
}

/** 오류 메시지 형식: JSON, and XML where the API's name ends in `.xml`. */
export const scienceOn: Surface = {
  headers: ['location'],
  type: (reply, circumstances) =>
    `application/${isXml(reply, circumstances) ? 'xml' : 'json'}; charset=UTF-8`,
  head: ({ status, headers }, { options }) => ({
    'Location with 301 and 303 alone, as it was given':
      status === 301 || status === 303
        ? headers.location === options.location
        : headers.location === undefined,
  }),
  read(reply, circumstances) {
    const members = isXml(reply, circumstances) ? xmlMembers(reply) : jsonMembers(reply);
    const { errorCode, errorMessage } = members;
    return {
      code: errorCode,
      rules: {
        'errorMessage and errorCode': order(members) === 'errorMessage,errorCode',
        'errorCode is a string': typeof errorCode === 'string',
        'errorMessage says something': isText(errorMessage),
      },
    };
  },
  needs: (fact) => (isRedirect(fact) ? 'location' : undefined),
  options: (fact) => (isRedirect(fact) ? { location: uri, anyUri: fc.boolean() } : {}),
};

/** The elements of a well-formed `<result>` that has nothing beside them; else none. */
function xmlMembers({ body }: Reply): Readonly<Record<string, unknown>> {
  const text = String(body);
  if (!text.startsWith('<?xml version="1.0" encoding="UTF-8"?><result>')) return {};
  const members: Record<string, string> = {};
  const path: string[] = [];
  const parser = new SaxesParser();
  let isOurs = true;
  parser.on('error', () => {
    isOurs = false;
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    isOurs &&= path[0] === 'result' && path.length < 3 && Object.keys(attributes).length === 0;
    if (path.length === 2) {
      isOurs &&= !(name in members);
      members[name] = '';
    }
  });
  parser.on('closetag', () => path.pop());
  parser.on('text', (content) => {
    const name = path[1];
    if (name === undefined) isOurs = false;
    else members[name] += content;
  });
  for (const event of ['comment', 'cdata', 'processinginstruction', 'doctype'] as const) {
    parser.on(event, () => {
      isOurs = false;
    });
  }
  parser.write(text).close();
  return isOurs ? members : {};
}
