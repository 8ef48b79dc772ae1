import type { Stack } from '../stack/start-stack.ts';
import type { SummaryRefusal } from './summary.ts';

export interface MainJobOptions {
  readonly stack: Stack;
  readonly out: string;
  /** File name by product title, when the store was filled from a folder. */
  readonly fileOf: ReadonlyMap<string, string> | null;
  readonly refused: readonly SummaryRefusal[];
  readonly say: (text: string) => void;
}
