/** How many cases each property is tried with; `npm run properties` sets the nightly number. */
export const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 2000) };
