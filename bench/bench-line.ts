/** One figure: a ratio of medians against a raw baseline, measured alternately in the same run. */
export interface BenchLine {
  readonly bench: string;
  readonly value: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly limit: number;
  readonly holds: boolean;
  /** Further figures of the same measurement. */
  readonly details?: Readonly<Record<string, number | string | boolean>>;
}

/** A bench file exports `run` of this type. */
export type Bench = () => Promise<BenchLine | readonly BenchLine[]>;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

const rounded = (v: number): number => Number(v.toPrecision(5));

/** A line for a ratio that has to stay at or below (`at-most`) or at or above (`at-least`) its limit. */
export const benchLine = (
  bench: string,
  {
    value,
    baseline,
    limit,
    bound,
  }: { value: number; baseline: number; limit: number; bound: 'at-most' | 'at-least' },
  details?: BenchLine['details'],
): BenchLine => {
  const ratio = value / baseline;
  const holds = bound === 'at-most' ? ratio <= limit : ratio >= limit;
  return {
    bench,
    value: rounded(value),
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    limit,
    holds,
    ...(details ? { details } : {}),
  };
};

/** Milliseconds of each, taken in turns so that whatever else the machine does falls on both. First turns are not counted. */
export const measureInTurns = async (
  ours: () => Promise<unknown>,
  raw: () => Promise<unknown>,
  { turns, warmUp = 1 }: { readonly turns: number; readonly warmUp?: number },
): Promise<{ readonly ours: number; readonly raw: number }> => {
  const times = { ours: [] as number[], raw: [] as number[] };
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  for (let turn = -warmUp; turn < turns; turn++) {
    // every other turn starts with the other one
    const first = turn % 2 === 0;
    const a = await time(first ? ours : raw);
    const b = await time(first ? raw : ours);
    if (turn < 0) continue;
    times.ours.push(first ? a : b);
    times.raw.push(first ? b : a);
  }
  return { ours: median(times.ours), raw: median(times.raw) };
};
