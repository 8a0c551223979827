import fc from 'fast-check';
import { anyText } from '../arbitraries/texts.js';
import type { CodeFacts } from '../spec.js';
import { isText, jsonMembers, order, type Surface } from './checker.js';

const detail = fc.oneof(
  anyText.filter((text) => text.trim() !== ''),
  fc.constantFrom(0, 90, 1.5),
);
const company = fc.constantFrom('SAMSUNG', '미래에셋', '"<&');

/** Error Code/Message: each text is the document's literal, a detail standing where the template has it. */
export const koscom: Surface = {
  type: () => 'application/json; charset=utf-8',
  read(reply, { settings, options }, facts) {
    const members = jsonMembers(reply);
    const { category, code, message, description } = members;
    const fact = facts.find((each) => each.code === code);
    const own = settings.category;
    const company = options.category ?? own;
    const categories: Readonly<Record<string, unknown>> = {
      common: own,
      'op-auth': 'op-auth',
      'op-exco': 'op-exco',
      company,
      'company, platform': company,
    };
    return {
      code,
      rules: {
        'category, code, message, and description where there is one':
          /^category,code,message(,description)?$/.test(order(members)),
        'code is a number': typeof code === 'number',
        'category says something': isText(category),
        'category is whose error it is': fact !== undefined && category === categories[fact.surface],
        'category of a company is no server of the platform':
          fact?.surface !== 'company' || !['op-apim', 'op-auth', 'op-exco'].includes(String(category)),
        'message is the document’s': fact !== undefined && isMessage(message, fact),
        'description is a text':
          !('description' in members) || (typeof description === 'string' && description !== ''),
      },
    };
  },
  options: ({ code, rule, surface }) => ({
    ...(rule === 'template' && { detail: code === 6005 || code === 6006 ? fc.nat() : detail }),
    description: anyText,
    ...(surface === 'company' && { category: company }),
  }),
  // A company's error that does not name the company cannot be answered by a server of the platform.
  canAnswer: ({ category }, fact, options) =>
    category !== undefined &&
    (fact?.surface !== 'company' || options.category !== undefined || !String(category).startsWith('op-')),
};

function isMessage(message: unknown, { text, rule }: CodeFacts): boolean {
  if (rule !== 'template') return message === text;
  const [before = '', after = ''] = text.split('{detail}');
  return (
    isText(message) &&
    message.startsWith(before) &&
    message.endsWith(after) &&
    isText(message.slice(before.length, message.length - after.length)) &&
    !message.includes('{detail}')
  );
}
