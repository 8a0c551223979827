import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';

const packages = readdirSync('packages').filter(isPublished);

/** A private package is bundled into those that import it. */
function isPublished(name: string): boolean {
  const manifest = `packages/${name}/package.json`;
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).private !== true;
}

/** The entries are the package's `exports`: `.` is src/index.ts, `./name` is src/name/index.ts. */
function entriesOf(folder: string): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { exports: object };
  const names = Object.keys(exports).filter((name) => name !== './package.json');
  return Object.fromEntries(
    names.map((name) => [name === '.' ? 'index' : name.slice(2), join('src', name, 'index.ts')]),
  );
}

export default defineConfig(
  packages.map(
    (name): UserConfig => ({
      name,
      cwd: `packages/${name}`,
      entry: entriesOf(`packages/${name}`),
      format: ['esm', 'cjs'],
      fixedExtension: false,
      target: 'es2022',
      dts: true,
      // Nothing else is taken out of node_modules.
      deps: { onlyBundle: ['@oryu/platforms'] },
      copy: { from: '../../LICENSE', to: '.' },
      // One file for all standards: on import, each file costs more than what it holds; bundlers take it apart.
      outputOptions: {
        codeSplitting: {
          groups: [
            { name: 'standards', test: /core.src.(?!index\.|binding|node|fetch|translators)[^.]+\.ts$/ },
          ],
        },
      },
      checks: { pluginTimings: false },
      logLevel: 'warn',
    }),
  ),
);
