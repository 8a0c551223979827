import { isText, jsonMembers, order, type Surface } from './checker.js';

/** RFC 9457, 4.2.1: a blank problem's title is the status phrase. */
export const problemDetails: Surface = {
  type: () => 'application/problem+json',
  read(reply, _circumstances, facts) {
    const members = jsonMembers(reply);
    const { type, title, status, detail } = members;
    return {
      code: status,
      rules: {
        'type, title, status, and detail where there is one': /^type,title,status(,detail)?$/.test(
          order(members),
        ),
        'a blank type': type === 'about:blank',
        'the phrase of the status': facts.some((fact) => fact.code === status && fact.text === title),
        'detail says something else': !('detail' in members) || (isText(detail) && detail !== title),
      },
    };
  },
};
