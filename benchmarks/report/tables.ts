import type { ByFramework, ByVariant, Results, SocketFigures } from '../results.js';
import type { Figure } from '../statistics.js';
import { type Claim, type ComparedFramework, mainVariants } from '../targets.js';
import { claimHead, claimRow, number, spread, table, withInterval } from './text.js';

const entries = <Value>(byFramework: ByFramework<Value>) =>
  Object.entries(byFramework) as [ComparedFramework, Value][];

const claims = (byFramework: ByFramework<{ readonly claims: readonly Claim[] }>) =>
  table(
    ['', ...claimHead],
    entries(byFramework).flatMap(([framework, { claims }]) =>
      claims.map((each) => [framework, ...claimRow(each)]),
    ),
  );

const socketHead = ['requests per second', 'CPU µs per request', 'p99 ms', 'spread of CPU'];
const socketCells = ({ requestsPerSecond, cpu, p99 }: SocketFigures) => [
  withInterval(requestsPerSecond),
  withInterval(cpu),
  withInterval(p99),
  spread(cpu),
];
const socketTable = (byFramework: ByFramework<{ readonly variants: ByVariant<SocketFigures> }>) =>
  table(
    ['', 'variant', ...socketHead],
    entries(byFramework).flatMap(([framework, { variants }]) =>
      Object.entries(variants).map(([name, figures]) => [framework, name, ...socketCells(figures)]),
    ),
  );

const figureTable = (unit: string, variants: Readonly<Record<string, Figure>>) =>
  table(
    ['', unit, 'spread'],
    Object.entries(variants).map(([name, each]) => [name, withInterval(each), spread(each)]),
  );

/** Which of two costs is the larger, as far as the interval of their ratio tells. */
const side = ({ low, high }: Figure) => (low > 1 ? 1 : high < 1 ? -1 : 0);

/** The ratios over sockets beside those in-process; a socket adds the same cost to both sides of a ratio. */
function agreement({ sockets, inProcess }: Results): string {
  const rows = entries(sockets).flatMap(([framework, { ratios }]) =>
    Object.entries(ratios).map(([subject, over]) => {
      const within = inProcess[framework]?.claims.find((each) => each.subject === subject)?.ratio ?? over;
      const sides = side(over) * side(within);
      const verdict = sides > 0 ? 'agree' : sides < 0 ? 'contradict' : 'open';
      return [framework, subject, withInterval(over), spread(over), withInterval(within), verdict];
    }),
  );
  return table(['', 'ratio of', 'over sockets', 'spread', 'in-process', ''], rows);
}

/** What was measured on what. */
function run({ date, machine, node, versions, isQuick }: Results): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${isQuick ? 'A quick run: too short for claims. ' : ''}${date.slice(0, 10)}, ${machine}, Node.js ${node}.`,
    `${named.join(', ')}.`,
  ].join('\n');
}

function instructions({ instructions: counted }: Results): string {
  if (typeof counted === 'string') return `Instructions were ${counted}.`;
  return table(
    ['', 'variant', 'instructions per request', 'of the floor’s'],
    entries(counted).flatMap(([framework, variants]) =>
      Object.entries(variants).map(([name, each]) => [
        framework,
        name,
        number(each),
        number(each / (variants.floor ?? Number.NaN)),
      ]),
    ),
  );
}

function all({ limit, inProcess }: Results): string {
  const rows = entries(inProcess).flatMap(([framework, { variants }]) => {
    const first = mainVariants(framework);
    const names = [...first, ...Object.keys(variants).filter((name) => !first.includes(name))];
    return names.flatMap((name) => {
      const cost = variants[name];
      return cost === undefined ? [] : [[framework, name, withInterval(cost), spread(cost)]];
    });
  });
  return table(
    ['', 'variant', 'CPU µs per request', 'spread'],
    [['node:http', 'constant bytes', withInterval(limit), spread(limit)], ...rows],
  );
}

/** How many of the claims that decide are met. */
function standing({ inProcess, micro, imports }: Results): string {
  const made = [
    ...entries(inProcess).flatMap(([, { claims }]) => claims),
    ...micro.claims,
    ...imports.claims,
  ];
  const count = (verdict: string) => number(made.filter((each) => each.verdict === verdict).length);
  return `Of ${made.length} targets ${count('met')} are met, ${count('not met')} are not met, and ${count('open')} are open: their interval holds the target.`;
}

/** Each part of the document, by the name of its marks. */
export const sections: Readonly<Record<string, (results: Results) => string>> = {
  run,
  standing,
  targets: ({ inProcess }) => claims(inProcess),
  costs: all,
  agreement,
  sockets: ({ sockets }) => socketTable(sockets),
  instructions,
  'mixed-targets': ({ mixed }) => claims(mixed),
  mixed: ({ mixed }) => socketTable(mixed),
  concurrency: ({ concurrency }) =>
    table(
      ['', 'connections', 'variant', ...socketHead],
      entries(concurrency).flatMap(([framework, byConnections]) =>
        Object.entries(byConnections).flatMap(([connections, variants]) =>
          Object.entries(variants).map(([name, each]) => [
            framework,
            connections,
            name,
            ...socketCells(each),
          ]),
        ),
      ),
    ),
  'micro-targets': ({ micro }) => table(claimHead, micro.claims.map(claimRow)),
  micro: ({ micro }) => figureTable('ns per call', micro.variants),
  import: ({ imports }) =>
    [table(claimHead, imports.claims.map(claimRow)), figureTable('ms', imports.variants)].join('\n\n'),
};

/** Writes the generated parts of a text anew, each between its two marks. */
export function withSections(text: string, results: Results): string {
  return text.replace(/(<!-- ([\w-]+) -->)[\s\S]*?(<!-- \/\2 -->)/g, (_, start, name: string, end) => {
    const section = sections[name];
    if (section === undefined)
      throw new Error(`docs/performance.md has marks for ${name}, which is not a section`);
    return `${start}\n\n${section(results)}\n\n${end}`;
  });
}

/** All sections, for who wants more than the page. */
export const report = (results: Results): string =>
  Object.entries(sections)
    .map(([name, section]) => `## ${name}\n\n${section(results)}\n`)
    .join('\n');
