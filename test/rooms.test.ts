/** The same files in each binding, and none too long to read at once. */
import { readFileSync } from 'node:fs';
import { shipped } from './support/shipped.js';

/** What serves requests, without core's own files and its standards. */
const serving = shipped.filter((file) =>
  /^packages\/(express|koa|fastify|hono|nest|platforms|validation|core\/src\/(binding|node|fetch|translators))\//.test(
    file,
  ),
);
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').length;

test.each(['express', 'koa', 'fastify', 'hono', 'nest'])('%s has the rooms of a binding', (name) => {
  const inRoom = (room: string) =>
    [`packages/${name}/src/${room}.ts`, `packages/platforms/src/${name}/${room}.ts`].filter((file) =>
      shipped.includes(file),
    );
  expect(['index', 'classify', 'unmatched'].map((room) => inRoom(room).length)).toEqual([1, 1, 1]);
  expect(inRoom('send').length).toBeLessThanOrEqual(1);
});

test('no file is longer than 200 lines, and half of them are shorter than 70', () => {
  expect(serving.filter((file) => linesOf(file) > 200)).toEqual([]);
  const lengths = serving.map(linesOf).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(70);
});
