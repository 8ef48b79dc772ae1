/**
 * How many image jobs may wait in the queue beyond those that the workers hold: one, so that whoever finishes finds the
 * next message waiting. Every further message would be a place that a store which comes later has to stand behind; with
 * one, a small batch that arrives behind a large one waits for at most `concurrency + 1` jobs of it, and ends within
 * twice the concurrency. The window of jobs given out and not finished is therefore `concurrency + DISPATCH_AHEAD`.
 */
export const DISPATCH_AHEAD = 1;
