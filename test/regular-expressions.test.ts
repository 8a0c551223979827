/** No client can make a regular expression of ours slow: each takes time linear in what it is given. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';

// Read when the checker is loaded: without it, it would start a process of another language where there is one.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const shipped = ['packages/*/src', 'examples/*/src'];
const tests = ['**/*.test.ts', '**/*.test-d.ts'];

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression of a file: literals, and those that are put together from a template. */
function* expressionsOf(file: string, node: ts.Node): Generator<Found> {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    yield { file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
  } else if (
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    node.expression.getText() === 'RegExp'
  ) {
    const [source, flags] = node.arguments ?? [];
    yield { file, source: textOf(source), flags: flags === undefined ? '' : textOf(flags) };
  }
  for (const child of node.getChildren()) yield* expressionsOf(file, child);
}

/** What a string or a template says, numbers standing where it has gaps. */
function textOf(node: ts.Node | undefined): string {
  if (node !== undefined && ts.isStringLiteralLike(node)) return node.text;
  if (node !== undefined && ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `100${literal.text}`).join('');
  throw new Error(`${node?.getText()}: only a text in its place can be checked`);
}

const statusOf = (source: string, flags: string) => checkSync(source, flags, { timeout: 120_000 }).status;

const found = ts.sys.readDirectory('.', ['.ts'], tests, shipped).flatMap((path) => {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return [...expressionsOf(relative('.', path), file)];
});

test('they are found in packages and examples', () => {
  const tops = new Set(found.map(({ file }) => file.split('/')[0]));
  expect([...tops].sort()).toEqual(['examples', 'packages']);
  expect(found.map(({ source }) => source)).toEqual(
    expect.arrayContaining(['^[A-Z0-9]{1,25}$', '^[\\x21-\\x7e]{1,100}$']),
  );
});

test.each(['^(a+)+$', '^([^#]*)(.*)$', '\\s+$'])('/%s/ would be refused', (source) => {
  expect(statusOf(source, '')).toBe('vulnerable');
});

test.each(found)('$file: /$source/$flags', ({ source, flags }) => {
  expect(statusOf(source, flags)).toBe('safe');
});
