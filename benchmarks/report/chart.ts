import type { Results } from '../results.js';
import { type ComparedFramework, mainVariants } from '../targets.js';
import { number } from './text.js';

const bar = { height: 14, gap: 3, left: 250, width: 520 };
const groupGap = 26;
const colours = ['#9aa5b1', '#9aa5b1', '#c98d5a', '#c98d5a', '#2a6f97', '#2a6f97'];

/** CPU time per request as bars, a group for each framework; a line on each shows the interval of its median. */
export function chart({ inProcess }: Results): string {
  const groups = Object.entries(inProcess) as [ComparedFramework, (typeof inProcess)[ComparedFramework]][];
  const most = Math.max(
    ...groups.flatMap(([name, group]) => mainVariants(name).map((each) => group?.variants[each]?.high ?? 0)),
  );
  const x = (cost: number) => Number((bar.left + (cost / most) * bar.width).toFixed(1));
  const lines: string[] = [];
  let y = 30;
  for (const [framework, group] of groups) {
    lines.push(`<text x="8" y="${y + 11}" font-weight="bold">${framework}</text>`);
    for (const [place, name] of mainVariants(framework).entries()) {
      const cost = group?.variants[name];
      if (cost === undefined) continue;
      const middle = y + bar.height / 2;
      lines.push(
        `<text x="${bar.left - 6}" y="${y + 11}" text-anchor="end">${name}</text>`,
        `<rect x="${bar.left}" y="${y}" width="${(x(cost.median) - bar.left).toFixed(1)}" height="${bar.height}" fill="${colours[place]}"/>`,
        `<path d="M${x(cost.low)} ${middle}H${x(cost.high)}" stroke="#000" stroke-width="2"/>`,
        `<text x="${x(cost.high) + 6}" y="${y + 11}">${number(cost.median)}</text>`,
      );
      y += bar.height + bar.gap;
    }
    y += groupGap - bar.gap;
  }
  const width = bar.left + bar.width + 60;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="12">
<title>CPU time per request</title>
<rect width="${width}" height="${y}" fill="#fff"/>
<text x="8" y="16">CPU time per request in microseconds, without a socket: less is better</text>
${lines.join('\n')}
</svg>
`;
}
