/** The time of importing one package into a fresh process. */
const [name = ''] = process.argv.slice(2);
const before = performance.now();
await import(name);
process.send?.(performance.now() - before, () => process.exit());
