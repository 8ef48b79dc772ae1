import type { Bucket, CallSize, GateRules, GateState, Limit, Ticket } from './gate-types.ts';

/**
 * A window is counted in 60 slices, and the slice that is half over counts whole: in any span of the window's length, wherever
 * it starts, no more than the limit is taken; what that costs is at most a sixtieth of the rate.
 */
const SLICES = 60;
const sliceMs = (limit: Limit): number => limit.windowMs / SLICES;
const nameOf = (limit: Limit): string => `${limit.unit}/${limit.windowMs}`;
const sliceOf = (limit: Limit, now: number): number => Math.floor(now / sliceMs(limit));
export const amountOf = (limit: Limit, size: CallSize): number =>
  limit.unit === 'requests' ? 1 : size[limit.unit];

/** The buckets of a limit that still count at `now`. */
const live = (state: GateState, limit: Limit, now: number): readonly Bucket[] => {
  const oldest = sliceOf(limit, now) - SLICES;
  return (state.taken[nameOf(limit)] ?? []).filter(([slice]) => slice >= oldest);
};

const sum = (buckets: readonly Bucket[]): number => buckets.reduce((total, [, taken]) => total + taken, 0);

/** Milliseconds until `amount` fits into a limit; 0: it fits now. */
export const waitFor = (state: GateState, limit: Limit, amount: number, now: number): number => {
  const buckets = live(state, limit, now);
  let excess = sum(buckets) + amount - limit.amount;
  for (const [slice, taken] of buckets) {
    if (excess <= 0) return 0;
    excess -= taken;
    // the bucket counts until its slice is SLICES + 1 slices old
    if (excess <= 0) return Math.max(1, Math.ceil((slice + SLICES + 1) * sliceMs(limit) - now));
  }
  return excess <= 0 ? 0 : limit.windowMs;
};

/** How many calls of this size fit now, at most `upTo`. */
export const roomFor = (
  state: GateState,
  rules: GateRules,
  size: CallSize,
  now: number,
  upTo: number,
): number =>
  rules.limits.reduce((room, limit) => {
    const amount = amountOf(limit, size);
    if (amount === 0) return room;
    return Math.min(room, Math.floor((limit.amount - sum(live(state, limit, now))) / amount));
  }, upTo);

export const take = (
  state: GateState,
  rules: GateRules,
  size: CallSize,
  at: number,
  now: number,
): GateState['taken'] =>
  Object.fromEntries(
    rules.limits.map((limit) => {
      const amount = amountOf(limit, size);
      const slice = sliceOf(limit, at);
      const kept = live(state, limit, now);
      const there = kept.find(([s]) => s === slice);
      const others = kept.filter(([s]) => s !== slice);
      const next = Math.max(0, (there?.[1] ?? 0) + amount);
      return [nameOf(limit), [...others, [slice, next] as const].sort(([a], [b]) => a - b)];
    }),
  );

/** Gives back what a call took and did not use (negative amounts), in the slice in which it took it. */
export const correct = (
  state: GateState,
  rules: GateRules,
  ticket: Ticket,
  used: CallSize | 'nothing',
  now: number,
): GateState['taken'] =>
  Object.fromEntries(
    rules.limits.map((limit) => {
      const took = amountOf(limit, ticket.size);
      const did = used === 'nothing' ? 0 : limit.unit === 'requests' ? 1 : used[limit.unit];
      const slice = sliceOf(limit, ticket.at);
      const buckets = live(state, limit, now).map(
        ([s, taken]): Bucket => (s === slice ? [s, Math.max(0, taken - took + did)] : [s, taken]),
      );
      return [nameOf(limit), buckets];
    }),
  );
