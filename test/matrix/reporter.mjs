/** A line of JSON for each test and each suite that ends: what node:test itself says of it. */
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:stderr') process.stderr.write(data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { error } = data.details;
    if (error?.failureType === 'subtestsFailed') continue;
    // On the outside are the suite and its file, which node:test counts among the tests.
    yield `${JSON.stringify({ name: data.name, isCase: data.nesting > 0, failure: error && String(error.cause) })}\n`;
  }
}
