/** The symbol of an object's own member by its description. Fastify does not export these symbols. */
export function symbolOf(object: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
}
