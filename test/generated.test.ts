import { readFileSync } from 'node:fs';
import { exportsOfCore, pages } from '../docs/generate.js';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test.each(Object.entries(exportsOfCore()))('%s is current: npm run generate writes it', (file, text) => {
  expect(read(file)).toBe(text);
});

test.each(['docs/register.md', 'README.md'] as const)(
  '%s is current: npm run generate writes it',
  async (file) => {
    expect(read(file)).toBe((await pages())[file]);
  },
);
