import { ApiResponse } from '@nestjs/swagger';
import type { Catalogue, CodeOf, ErrorClass, ProviderError, Reply, Standard } from '@oryu/core';
import { isProviderError, mydata, toReply } from '@oryu/core';

type Example = readonly [error: ProviderError, reply: Reply];
type Decorate = (target: object, ...method: [] | [string | symbol, PropertyDescriptor]) => unknown;

const request = { method: 'GET', url: '', header: () => undefined };

/** The examples of a handler or a controller so far. Each decorator adds to them. */
const documented = new WeakMap<object, readonly Example[]>();

/**
 * Documents errors of a handler, or of all handlers of a controller. Each status has one response, with the body
 * of each code as an example, as the standard renders it.
 *
 * @param codes codes of the error class; if a code needs options, an error that has them
 * @param standard your configured standard; its defaults unless given
 * @throws RangeError or TypeError if a code cannot be built or the standard does not have defaults
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
  const own = codes.map((code) => exampleOf(isProviderError(code) ? code : new ErrorOf(code), standard));
  return (target: object, ...method: [] | [string | symbol, PropertyDescriptor]): void => {
    const owner: object = method[1]?.value ?? target;
    const all = [...(documented.get(owner) ?? []), ...own];
    documented.set(owner, all);
    for (const status of new Set(own.map(([, reply]) => reply.status))) {
      const isOfStatus = ([, reply]: Example) => reply.status === status;
      const description = own.filter(isOfStatus).map(summaryOf).join('\n\n');
      const content = contentOf(all.filter(isOfStatus));
      (ApiResponse({ status, description, content }) as Decorate)(target, ...method);
    }
  };
}

function exampleOf(error: ProviderError, standard?: Standard): Example {
  let answered: ProviderError | undefined;
  // Any standard is good enough: an error of another standard is rendered by its own.
  const reply = toReply(error, request, standard ?? mydata(), {
    onError(report) {
      answered = report.error;
    },
  });
  if (answered === error) return [error, reply];
  throw new TypeError(`${error.standard} needs settings: pass the configured standard as the third argument`);
}

function summaryOf([{ code, message }]: Example): string {
  return message === String(code) ? message : `${code}: ${message}`;
}

/** The examples by media type, with the schema that they share. A redirect does not have a body. */
function contentOf(all: readonly Example[]) {
  const content: Record<string, { schema: object; examples: Record<string, { value: unknown }> }> = {};
  for (const example of all) {
    const [error, { body, headers }] = example;
    const [type] = headers['content-type']?.split(';') ?? [];
    if (type === undefined) continue;
    const text = Buffer.from(body).toString();
    const value: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    const examples = { ...content[type]?.examples, [error.code]: { summary: summaryOf(example), value } };
    content[type] = { schema: schemaOf(Object.values(examples).map(({ value: each }) => each)), examples };
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
