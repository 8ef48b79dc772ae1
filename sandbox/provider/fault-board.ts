import { z } from 'zod';
import { type Random, seeded } from './seeded.ts';

/** A switch: the next `times` matching calls fail in this way, or each one with `probability`. */
export type ArmedFault<Kind extends string> = {
  kind: Kind;
  /** How many calls it strikes. Default: 1, or without end where a probability is given. */
  times?: number | undefined;
  /** 0..1: chance that a matching call is struck; drawn from `seed`, one number a call. */
  probability?: number | undefined;
  seed?: number | undefined;
  /** Only calls whose model or operation has this name. */
  match?: string | undefined;
  /** Seconds a hint names, where the kind carries one. */
  retryAfterSeconds?: number | undefined;
};

export interface FaultBoard<Kind extends string> {
  add(fault: ArmedFault<Kind>): void;
  clear(): void;
  pending(): ArmedFault<Kind>[];
  /** Whether this call is struck, and how; uses the strike up. */
  take(about: readonly string[]): ArmedFault<Kind> | undefined;
}

export const faultSchema = <Kind extends string>(kinds: readonly [Kind, ...Kind[]]) =>
  z.strictObject({
    kind: z.enum(kinds),
    times: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().optional(),
    match: z.string().optional(),
    retryAfterSeconds: z.number().min(0).optional(),
  });

type Entry<Kind extends string> = { fault: ArmedFault<Kind>; left: number; random: Random };

/** Switches in the order they were added; the first that strikes wins. */
export function makeFaultBoard<Kind extends string>(): FaultBoard<Kind> {
  let entries: Entry<Kind>[] = [];
  return {
    add(fault) {
      const endless = fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY;
      entries.push({ fault, left: fault.times ?? endless, random: seeded(fault.seed ?? 1) });
    },
    clear() {
      entries = [];
    },
    pending: () =>
      entries.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : { ...fault })),
    take(about) {
      let struck: Entry<Kind> | undefined;
      for (const entry of entries) {
        const { match, probability } = entry.fault;
        if (match !== undefined && !about.includes(match)) continue;
        // every matching call draws its number, so that what one fault does never shifts another's stream
        const strikes = probability === undefined || entry.random() < probability;
        if (strikes) struck ??= entry;
      }
      if (!struck) return undefined;
      struck.left -= 1;
      entries = entries.filter((entry) => entry.left > 0);
      return struck.fault;
    },
  };
}
