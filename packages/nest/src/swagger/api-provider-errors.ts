import { ApiResponse } from '@nestjs/swagger';
import type { Catalogue, CodeOf, ErrorClass, ProviderError, Reply, Standard } from '@oryu/core';
import { isProviderError, mydata, toReply } from '@oryu/core';

type Answer = readonly [error: ProviderError, reply: Reply];
type Decorate = (target: object, ...method: [] | [string | symbol, PropertyDescriptor]) => unknown;

const request = { method: 'GET', url: '', header: () => undefined };

/** What is documented of a handler or a controller so far: another decorator adds to it. */
const documented = new WeakMap<object, readonly Answer[]>();

/**
 * Documents errors of a handler, or of all handlers of a controller: for each status one response, with the
 * body of each code as an example, as the standard renders it.
 *
 * @param codes of the error class; where a code needs options, an error that has them
 * @param standard as you have configured it; its defaults unless given
 * @throws RangeError or TypeError for a code that cannot be built, and for a standard that has no defaults
 *
 * @example
 * \@ApiProviderErrors(MyDataError, [40305, 40402])
 */
export function ApiProviderErrors<Codes extends Catalogue, Extra>(
  errorClass: ErrorClass<Codes, Extra>,
  codes: readonly (CodeOf<Codes> | ProviderError<CodeOf<Codes>>)[],
  standard?: Standard,
): MethodDecorator & ClassDecorator {
  const ErrorOf = errorClass as unknown as new (code: unknown) => ProviderError;
  const answers = codes.map((code) => answerTo(isProviderError(code) ? code : new ErrorOf(code), standard));
  return (target: object, ...method: [] | [string | symbol, PropertyDescriptor]): void => {
    const owner: object = method[1]?.value ?? target;
    const all = [...(documented.get(owner) ?? []), ...answers];
    documented.set(owner, all);
    for (const status of new Set(answers.map(([, reply]) => reply.status))) {
      const isOfStatus = ([, reply]: Answer) => reply.status === status;
      const description = answers.filter(isOfStatus).map(summaryOf).join('\n\n');
      const content = contentOf(all.filter(isOfStatus));
      (ApiResponse({ status, description, content }) as Decorate)(target, ...method);
    }
  };
}

function answerTo(error: ProviderError, standard?: Standard): Answer {
  let answered: ProviderError | undefined;
  // Any standard will do: an error of another one is answered in its own.
  const reply = toReply(error, request, standard ?? mydata(), {
    onError(report) {
      answered = report.error;
    },
  });
  if (answered === error) return [error, reply];
  throw new TypeError(`${error.standard} has no defaults: give the configured standard as third argument`);
}

function summaryOf([{ code, message }]: Answer): string {
  return message === String(code) ? message : `${code}: ${message}`;
}

/** Examples by media type, and what they have in common; a redirect has no body. */
function contentOf(answers: readonly Answer[]) {
  const content: Record<string, { schema: object; examples: Record<string, { value: unknown }> }> = {};
  for (const answer of answers) {
    const [error, { body, headers }] = answer;
    const [type] = headers['content-type']?.split(';') ?? [];
    if (type === undefined) continue;
    const text = Buffer.from(body).toString();
    const value: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    const examples = { ...content[type]?.examples, [error.code]: { summary: summaryOf(answer), value } };
    content[type] = { schema: schemaOf(Object.values(examples).map((example) => example.value)), examples };
  }
  return content;
}

function schemaOf(bodies: readonly unknown[]): object {
  if (typeof bodies[0] !== 'object') return { type: 'string' };
  const typeOf = (value: unknown) => (Number.isInteger(value) ? 'integer' : typeof value);
  const members = bodies.flatMap((body) => Object.entries(body as object));
  const properties = Object.fromEntries(members.map(([name, value]) => [name, { type: typeOf(value) }]));
  const required = Object.keys(properties).filter((name) => bodies.every((body) => name in (body as object)));
  return { type: 'object', properties, required };
}
