/**
 * How many image jobs may be given to the queue and not be finished, for workers that make `concurrency` pictures at once:
 * one more than they can hold, so that whoever finishes finds the next message waiting. Every further message would be a
 * place in the queue that a store which comes later has to wait behind: with this window a small batch that arrives
 * behind a large one waits for at most `concurrency + 1` jobs of it, and ends within twice the concurrency.
 */
export const dispatchWindow = (concurrency: number): number => (concurrency > 0 ? concurrency + 1 : 0);

/** How many more may go now. */
export const freeSlots = (view: { readonly concurrency: number; readonly outstanding: number }): number =>
  Math.max(0, dispatchWindow(view.concurrency) - view.outstanding);
