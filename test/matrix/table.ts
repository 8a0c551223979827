/** What is supported, as README.md lists it. */
import { standards } from '../../packages/testing/src/standards.js';
import { frameworks, limits, nodes } from './frameworks.js';

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const columns = distinct(frameworks.map(({ title }) => title)).map((title) => {
  const parts = frameworks.filter((each) => each.title === title);
  const majors = distinct(
    parts.flatMap(({ versions }) => versions.map((version) => version.replace(/\..*/, ''))),
  );
  const platforms = parts.flatMap(({ platform }) => platform ?? []);
  return {
    head: `${title} ${majors.join(', ')}${platforms.length > 0 ? ` (${platforms.join(', ')})` : ''}`.trim(),
    binding: `\`${parts[0]?.binding}\``,
  };
});

const oldest = frameworks
  .map(({ title, platform, versions: [version = ''] }) =>
    [title, version.replace(/\.0$/, ''), ...(platform === undefined ? [] : ['on', platform])].join(' '),
  )
  .filter((name) => /\d\./.test(name));

/** The table, and what holds for all of it. */
export function table(): string {
  const rows = [
    ['', ...columns.map(({ head }) => head)],
    ['---', ...columns.map(() => ':---:')],
    ['', ...columns.map(({ binding }) => binding)],
    ...standards.map(({ title, factory }) => [`${title}, \`${factory}()\``, ...columns.map(() => '✓')]),
  ];
  return [
    rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    [
      `From ${oldest.join(', ')}; on Node.js ${nodes.join(', ')}; by \`import\` and by \`require\`.`,
      'Every code is answered with the same bytes by all of them:',
      '`npm run matrix` runs the conformance suite in each of these versions with the packed packages.',
      ...limits,
    ].join('\n'),
  ].join('\n\n');
}

/** A text with the table in it, between its two marks. */
export function withTable(text: string): string {
  return text.replace(/(<!-- table -->)[\s\S]*(<!-- \/table -->)/, `$1\n\n${table()}\n\n$2`);
}
