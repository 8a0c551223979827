import { heard, progress, start } from '../processes.js';
import type { Results } from '../results.js';
import { figure, ratio } from '../statistics.js';
import { claim, micro as targets } from '../targets.js';

/** Single calls, without a framework. */
export async function micro(rounds: number, milliseconds: number): Promise<Results['micro']> {
  const costs = await heard<Readonly<Record<string, readonly number[]>>>(
    start('micro', [String(rounds), String(milliseconds)]),
  );
  const cost = (name: string) => costs[name] ?? [];
  const compared = (ours: string, against: string, target: (typeof targets)[keyof typeof targets]) =>
    claim(`${ours} / ${against}`, ratio(cost(ours), cost(against)), target);
  progress('micro');
  return {
    variants: Object.fromEntries(Object.entries(costs).map(([name, kept]) => [name, figure(kept)])),
    claims: [
      compared('toReply, default text', 'JSON.stringify, default text', targets.rendered),
      compared('toReply, default text, no transaction id', 'JSON.stringify, default text', targets.rendered),
      compared('toReply, custom text', 'JSON.stringify, custom text', targets.customText),
      compared('toReply, custom text, another each time', 'JSON.stringify, custom text', targets.customText),
      compared('toReply, 450 bytes', 'JSON.stringify, 450 bytes', targets.customText),
      compared('throw and toReply, depth 10', 'throw createError, depth 10', targets.thrown),
      compared('throw and toReply, depth 50', 'throw createError, depth 50', targets.thrown),
      compared('toReply, catalogue of 100 ×', 'toReply, catalogue of 1 ×', targets.large),
      claim(
        'start-up, a row of 100 × / a row of 1 ×',
        ratio(
          cost('start-up, catalogue of 100 ×').map((all) => all / 100),
          cost('start-up, catalogue of 1 ×'),
        ),
        targets.large,
      ),
    ],
  };
}
