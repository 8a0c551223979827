/** What single calls cost: all cases take turns, and each round's nanoseconds per call are kept. */
import { defineStandard, MyDataError, mydata, type RequestView, toReply } from '@oryu/core';
import createError from 'http-errors';
import { do_not_optimize, measure } from 'mitata';
import { customText, members, path, requestHeaders, status } from '../applications/variant.js';

const [roundsGiven, millisecondsGiven] = process.argv.slice(2);

const request: RequestView = {
  method: 'GET',
  url: path,
  header: (name) => requestHeaders[name as keyof typeof requestHeaders],
};
const withoutId: RequestView = { ...request, header: () => undefined };
const standard = mydata();
const error = new MyDataError(40305);
const custom = new MyDataError(40001, customText);
/** The most that `rsp_msg` may hold: 450 bytes of UTF-8. */
const longText = '가'.repeat(150);
const long = new MyDataError(40001, longText);
/** More than are kept rendered. */
const others = Array.from({ length: 1_000 }, (_, index) => new MyDataError(40001, `${index} ${customText}`));
let other = 0;
const customMembers = { rsp_code: '40001', rsp_msg: customText };
const longMembers = { rsp_code: '40001', rsp_msg: longText };

function caught(act: () => never): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

/** Throws and catches with this many frames of real calls below: a framework catches near where it calls. */
function caughtAt(depth: number, act: () => never): { readonly thrown: unknown } {
  // Made anew on the way back, so that no frame can be left out.
  return depth === 0 ? { thrown: caught(act) } : { ...caughtAt(depth - 1, act) };
}

const throwOurs = () => {
  throw new MyDataError(40305);
};
const throwHttpError = () => {
  throw createError(status, members.rsp_msg);
};

const { definition } = mydata;
const codes = Object.keys(definition.codes).map(Number);
const rows = Object.entries(definition.codes);
/** The same catalogue a hundred times over; the codes of its own first, as failures are answered with them. */
const manyRows = Object.fromEntries(
  Array.from({ length: 100 }, (_, copy) =>
    rows.map(([code, row]) => [String(Number(code) + copy * 100_000), row] as const),
  ).flat(),
) as typeof definition.codes;
const copyOf = (id: string, codesOf: typeof definition.codes) =>
  defineStandard({ ...definition, id, codes: codesOf });
const small = copyOf('small', definition.codes);
const large = copyOf('large', manyRows);

/** Answers each code of the base catalogue in turn. */
function eachCode({ standard: factory, error: ErrorClass }: typeof small): () => unknown {
  const configured = factory();
  const errors = codes.map((code) => new ErrorClass(code as 40305));
  let turn = 0;
  return () => toReply(errors[turn++ % errors.length], request, configured);
}

const cases: Readonly<Record<string, () => unknown>> = {
  'toReply, default text': () => toReply(error, request, standard),
  'toReply, default text, no transaction id': () => toReply(error, withoutId, standard),
  'JSON.stringify, default text': () => JSON.stringify(members),
  'toReply, custom text': () => toReply(custom, request, standard),
  'toReply, custom text, another each time': () =>
    toReply(others[other++ % others.length], request, standard),
  'JSON.stringify, custom text': () => JSON.stringify(customMembers),
  'toReply, 450 bytes': () => toReply(long, request, standard),
  'JSON.stringify, 450 bytes': () => JSON.stringify(longMembers),
  ...Object.fromEntries(
    [10, 50].flatMap((depth) => [
      [
        `throw and toReply, depth ${depth}`,
        () => toReply(caughtAt(depth, throwOurs).thrown, request, standard),
      ],
      [`throw createError, depth ${depth}`, () => caughtAt(depth, throwHttpError)],
    ]),
  ),
  'toReply, catalogue of 1 ×': eachCode(small),
  'toReply, catalogue of 100 ×': eachCode(large),
  'start-up, catalogue of 1 ×': () => copyOf('small', definition.codes).standard(),
  'start-up, catalogue of 100 ×': () => copyOf('large', manyRows).standard(),
};

process.on('disconnect', () => process.exit());
const costs = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
const turns = Object.entries(cases);
for (let round = 0; round <= Number(roundsGiven); round += 1) {
  for (const [name, act] of round % 2 === 0 ? turns : [...turns].reverse()) {
    const { p50 } = await measure(() => do_not_optimize(act()), {
      min_cpu_time: Number(millisecondsGiven) * 1e6,
      // Small ones: the rounds make up for it, and what disturbs one disturbs few.
      batch_samples: 128,
      min_samples: 8,
      // Room for the collector's own work, as in a server that runs on.
      inner_gc: false,
      gc: false,
    });
    // The first round only warms up.
    if (round > 0) costs.get(name)?.push(p50);
  }
}
process.send?.(Object.fromEntries(costs), () => process.exit());
