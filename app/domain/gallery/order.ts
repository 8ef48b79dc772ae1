import type { ExternalId } from '../ids.ts';

/** One move of a medium: taken out, then put in at `position` (zero-based) of the list that is left. */
export interface Move {
  readonly id: ExternalId;
  readonly position: number;
}

/** What a platform does with moves: one after another, each on the list the one before left. */
export const applyMoves = (order: readonly ExternalId[], moves: readonly Move[]): ExternalId[] => {
  let list = [...order];
  for (const move of moves) {
    if (!list.includes(move.id)) continue;
    list = list.filter((id) => id !== move.id);
    list.splice(Math.min(move.position, list.length), 0, move.id);
  }
  return list;
};

/**
 * The fewest moves that turn `current` into `target` (the same ids in another order). The longest run of ids that already
 * stand in the right relative order stays; every other id is put right behind its predecessor, in the target's order.
 */
export const movesBetween = (current: readonly ExternalId[], target: readonly ExternalId[]): Move[] => {
  const rank = new Map(target.map((id, index) => [id, index]));
  const known = current.filter((id) => rank.has(id));
  const staying = new Set(longestRising(known.map((id) => rank.get(id) ?? 0)).map((r) => target[r]));
  const moves: Move[] = [];
  let list = [...known];
  for (const [index, id] of target.entries()) {
    if (staying.has(id)) continue;
    const before = index === 0 ? undefined : target[index - 1];
    list = list.filter((other) => other !== id);
    const position = before === undefined ? 0 : list.indexOf(before) + 1;
    list.splice(position, 0, id);
    moves.push({ id, position });
  }
  return moves;
};

/** A longest strictly rising subsequence (patience sorting). */
const longestRising = (values: readonly number[]): number[] => {
  const tails: number[] = [];
  const parent = new Map<number, number | undefined>();
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    parent.set(value, low > 0 ? tails[low - 1] : undefined);
    tails[low] = value;
  }
  const run: number[] = [];
  for (let value = tails.at(-1); value !== undefined; value = parent.get(value)) run.push(value);
  return run.reverse();
};
