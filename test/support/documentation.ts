import { readFileSync } from 'node:fs';

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** The fenced blocks of a language in a Markdown file of this repository, in order. */
export function blocks(file: string, language: string): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code]) => code as string);
}

/**
 * Runs a block: its imports are really imported, names that only its surroundings would define are given.
 *
 * @returns what the code returns
 */
export async function run(code: string, names: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const scope: Record<string, unknown> = { ...names };
  const imports = /^import (?:(\w+)|\{([^}]+)\}) from '([^']+)';\n/gm;
  for (const [, name, list = '', from = ''] of code.matchAll(imports)) {
    const module: Record<string, unknown> = await import(from);
    if (name !== undefined) scope[name] = module.default;
    for (const imported of list.split(',').map((word) => word.trim())) {
      if (imported !== '') scope[imported] = module[imported];
    }
  }
  return new AsyncFunction(...Object.keys(scope), code.replace(imports, ''))(...Object.values(scope));
}
