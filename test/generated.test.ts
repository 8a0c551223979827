import { readFileSync } from 'node:fs';
import { exportsOfCore, pages } from '../docs/generate.js';

test.each(Object.entries({ ...exportsOfCore(), ...(await pages()) }))(
  '%s is current: npm run generate writes it',
  (file, text) => {
    expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toBe(text);
  },
);
