import { type CodeFacts, codesOf } from '../spec.js';
import { isText, jsonMembers, order, type Surface } from './checker.js';

const facts = codesOf('koscom').filter(({ rule }) => rule !== 'result');

/** Error Code/Message: each text is the document's literal, a detail standing where the template has it. */
export const koscom: Surface = {
  facts,
  type: () => 'application/json; charset=utf-8',
  read(reply, { settings, options }) {
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
