import type { Framework } from './applications/index.js';
import type { Figure } from './statistics.js';

/** What is to hold of a ratio. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export type Verdict = 'met' | 'not met' | 'open';

/** A target, and what was measured. */
export interface Claim {
  readonly subject: string;
  readonly ratio: Figure;
  readonly target: Target;
  readonly verdict: Verdict;
}

/** A claim is made only where the whole interval is on one side of the target. */
export function claim(subject: string, ratio: Figure, target: Target): Claim {
  const { low, high } = ratio;
  const [holds, fails] =
    'atLeast' in target
      ? [low >= target.atLeast, high < target.atLeast]
      : [high <= target.atMost, low > target.atMost];
  return { subject, ratio, target, verdict: holds ? 'met' : fails ? 'not met' : 'open' };
}

/** How often our variant fits into the cost of another one. */
export interface Comparison {
  readonly subject: string;
  readonly ours: string;
  readonly against: string;
  readonly target: { readonly atLeast: number };
}

export type ComparedFramework = Exclude<Framework, 'node:http'>;

interface FrameworkTargets {
  readonly handWritten: readonly [variant: string, atLeast: number];
  readonly popular: readonly [variant: string, atLeast: number];
  readonly success: number;
  /** Compared without a target. */
  readonly others?: readonly string[];
}

const express: FrameworkTargets = {
  handWritten: ['hand-written', 1.25],
  popular: ['http-errors', 1.5],
  success: 1.1,
  others: ['Boom'],
};

export const targets: Readonly<Record<ComparedFramework, FrameworkTargets>> = {
  'Express 5': express,
  'Express 4': express,
  Koa: {
    handWritten: ['hand-written', 1.6],
    popular: ['ctx.throw', 2],
    success: 1.1,
    others: ['koa-json-error'],
  },
  Fastify: { handWritten: ['hand-written', 1.2], popular: ['@fastify/error', 1.35], success: 1 },
  Hono: {
    handWritten: ['hand-written', 1.3],
    popular: ['HTTPException', 3],
    success: 1.05,
  },
  'Nest on Express': {
    handWritten: ['hand-written @Catch', 1.2],
    popular: ['built-in filter', 1.25],
    success: 1.1,
  },
  'Nest on Fastify': {
    handWritten: ['hand-written @Catch', 1.2],
    popular: ['built-in filter', 1.3],
    success: 1,
  },
};

export const frameworks = Object.keys(targets) as ComparedFramework[];

export const byDefault = 'ours, by default';
export const withoutStack = 'ours, limit 0';

/** What is compared of these variants of a framework; the in-process figures decide. */
export function comparisons(framework: ComparedFramework, variants: readonly string[]): Comparison[] {
  const { handWritten, popular, success } = targets[framework];
  const all = [
    { ours: byDefault, against: handWritten[0], target: { atLeast: handWritten[1] } },
    { ours: byDefault, against: popular[0], target: { atLeast: popular[1] } },
    { ours: withoutStack, against: 'success', target: { atLeast: success } },
    { ours: withoutStack, against: 'floor', target: { atLeast: 0.93 } },
    { ours: 'success with ours', against: 'success', target: { atLeast: 0.99 } },
    { ours: 'ours, custom text', against: byDefault, target: { atLeast: 0.9 } },
    { ours: 'ours, TypeError', against: byDefault, target: { atLeast: 0.85 } },
  ];
  return all
    .filter(({ ours, against }) => variants.includes(ours) && variants.includes(against))
    .map((each) => ({ ...each, subject: `${each.against} / ${each.ours}` }));
}

/** The variants of the main table, in its order. */
export function mainVariants(framework: ComparedFramework): string[] {
  const { handWritten, popular } = targets[framework];
  return ['floor', 'success', handWritten[0], popular[0], byDefault, withoutStack];
}

/** All variants but mixed traffic. */
export function allVariants(framework: ComparedFramework): string[] {
  const { others = [] } = targets[framework];
  return [...mainVariants(framework), ...others, 'success with ours', 'ours, custom text', 'ours, TypeError'];
}

/** A tenth is room for what caches and schedulers do. */
export const linear: Target = { atMost: 1.1 };
export const tail: Target = { atMost: 1 };
export const micro = {
  rendered: { atMost: 0.5 },
  customText: { atMost: 2 },
  thrown: { atMost: 1 / 3 },
  large: { atMost: 1.1 },
} satisfies Readonly<Record<string, Target>>;
export const importTime: Target = { atMost: 1.5 };
