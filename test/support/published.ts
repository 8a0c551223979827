/** The packages of this repository that npm gets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;

export const published = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(`${folder}/package.json`))
  .map((folder) => ({ folder, ...manifestOf(folder) }))
  .filter((each) => each.private !== true)
  .map((each) => ({
    ...each,
    tarball: `${each.name.slice(1).replace('/', '-')}-${each.version}.tgz`,
    entries: Object.keys(each.exports)
      .filter((entry) => entry !== './package.json')
      .map((entry) => each.name + entry.slice(1)),
  }));
