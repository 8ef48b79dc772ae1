/**
 * Fair order between stores: start-time fair queueing over virtual turns. Each store has a turn counter that grows by one
 * per dispatched job; the store with the smallest counter is next. A store that was idle does not save up turns without
 * end: it re-enters at most `CREDIT` turns behind the front, so that a small batch passes ahead of a large one at once and
 * a large batch cannot use a long silence to lock the others out.
 */
export const CREDIT = 16;

export interface StoreTurn {
  readonly storeId: string;
  /** Virtual turn after the store's last dispatched job. */
  readonly turn: number;
  /** Jobs of the store that wait to be dispatched. */
  readonly waiting: number;
}

export interface Dispatch {
  readonly storeId: string;
  readonly count: number;
  readonly turn: number;
}

/** Shares `slots` among the stores. `front` is the largest turn handed out so far. Returns counts and new turns. */
export const shareSlots = (stores: readonly StoreTurn[], slots: number, front: number): Dispatch[] => {
  const live = stores
    .filter((s) => s.waiting > 0)
    .map((s) => ({
      storeId: s.storeId,
      waiting: s.waiting,
      count: 0,
      turn: Math.max(s.turn, front - CREDIT),
    }));
  for (let left = slots; left > 0; left--) {
    let next: (typeof live)[number] | undefined;
    for (const s of live) {
      if (
        s.count < s.waiting &&
        (!next || s.turn < next.turn || (s.turn === next.turn && s.storeId < next.storeId))
      )
        next = s;
    }
    if (!next) break;
    next.count += 1;
    next.turn += 1;
  }
  return live.filter((s) => s.count > 0).map(({ storeId, count, turn }) => ({ storeId, count, turn }));
};
