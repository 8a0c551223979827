/** Every standard has a code for every kind of failure: the one of the table in `spec/`. */
import { failureCases } from '../../../test/support/failure-cases.js';
import { failureColumnsOf } from '../../../test/support/failure-columns.js';
import { requestOf } from '../../../test/support/request.js';
import { standards } from '../../../test/support/standards.js';
import { Failure } from './failure.js';
import { toReply } from './to-reply.js';

const columns = standards.flatMap((row) =>
  failureColumnsOf(row).map(({ name, settings }) => ({
    ...row,
    name,
    all: settings.map((each) => row.make(each)),
  })),
);

describe.each(columns)(
  'packages/core/src/$folder/failures.ts, as the column $name of $spec',
  ({ name, all }) => {
    test.each(failureCases(name))('the failure %s of %j is answered with %s', (kind, names, code) => {
      const failure = new Failure(kind, { names });
      for (const standard of all) {
        expect(standard.codeFor(failure)).toBe(code);
        expect(toReply(failure, requestOf(), standard)).toStrictEqual(
          toReply(standard.errorFor(failure), requestOf(), standard),
        );
      }
    });
  },
);
