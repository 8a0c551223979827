/** What is supported, as README.md lists it. */
import { standards } from '../../packages/testing/src/standards.js';
import { frameworks, limits, nodes } from './frameworks.js';

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const bindings = distinct(frameworks.map(({ title }) => title)).map((title) => {
  const parts = frameworks.filter((each) => each.title === title);
  const majors = distinct(parts.flatMap(({ versions }) => versions.map((each) => each.replace(/\..*/, ''))));
  const platforms = parts.flatMap(({ platform }) => platform ?? []);
  const on = platforms.length > 0 ? `on ${platforms.join(' and ')} ` : '';
  return `${title} ${majors.join(', ')} ${on}(\`${parts[0]?.binding}\`)`.replace('  ', ' ');
});

const documents = distinct(standards.map(({ title }) => title.split(': ')[0])).map((document) => {
  const factories = standards.filter(({ title }) => title.split(': ')[0] === document);
  return `${document} (${factories.map(({ factory }) => `\`${factory}\``).join(', ')})`;
});

const oldest = frameworks
  .map(({ title, platform, versions: [version = ''] }) =>
    [title, version.replace(/\.0$/, ''), ...(platform === undefined ? [] : ['on', platform])].join(' '),
  )
  .filter((name) => /\d\./.test(name));

/** The standards and the frameworks, a line each, and the versions. */
export function support(): string {
  return [
    `**Standards**: ${documents.join(', ')}, and your own (\`defineStandard\`, \`extendStandard\`).`,
    `**Frameworks**: ${bindings.join('; ')}.`,
    [
      `From ${oldest.join(', ')}; on Node.js ${nodes.join(', ')}; by \`import\` and by \`require\`.`,
      'Every framework answers every code with the same bytes: `npm run matrix` runs the conformance suite in each of',
      'these versions with the packed packages.',
      ...limits,
    ].join('\n'),
  ].join('\n\n');
}

/** A text with these lines in it, between their two marks. */
export function withSupport(text: string): string {
  return text.replace(/(<!-- support -->)[\s\S]*(<!-- \/support -->)/, `$1\n\n${support()}\n\n$2`);
}
