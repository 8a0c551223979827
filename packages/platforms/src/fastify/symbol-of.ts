/**
 * The symbol under which an object of Fastify's keeps something that it exports to nobody; undefined if it keeps
 * nothing there.
 */
export function symbolOf(kept: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(kept).find((symbol) => symbol.description === description);
}
