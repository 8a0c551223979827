import { readdirSync } from 'node:fs';

/** The files of the packages' source, without tests: paths from the root. */
export const shipped: readonly string[] = readdirSync('packages').flatMap((name) => {
  const folder = `packages/${name}/src`;
  const files = readdirSync(folder, { recursive: true }) as string[];
  return files
    .filter((file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
});
