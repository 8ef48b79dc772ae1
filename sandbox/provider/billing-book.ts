import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Units the provider counted for one call. */
export type BilledUsage = {
  promptTextTokens: number;
  promptImageTokens: number;
  outputTextTokens: number;
  outputImageTokens: number;
  thoughtTokens: number;
  inputImages: number;
  outputImages: number;
};

export const NO_USAGE: BilledUsage = {
  promptTextTokens: 0,
  promptImageTokens: 0,
  outputTextTokens: 0,
  outputImageTokens: 0,
  thoughtTokens: 0,
  inputImages: 0,
  outputImages: 0,
};

/** One call as the provider saw it: its side of the account, also where the caller never got the answer. */
export type BillingRow = {
  requestId: string;
  /** ISO 8601 */
  at: string;
  model: string;
  operation: string;
  tier: 'standard' | 'batch';
  /** HTTP status that was sent or would have been. */
  status: number;
  /** `answered`, `refused: …` for a bad request, or the name of the fault. */
  outcome: string;
  /** Labels of the request: how a caller finds its own calls again in an export. */
  labels: Record<string, string>;
  usage: BilledUsage;
  /** Millionths of a US dollar. 0 for what is not charged. */
  costMicroUsd: number;
  /** What was drawn, for tests to compare with; never part of an answer to the caller. */
  drawn?: unknown;
};

export interface BillingBook {
  add(row: BillingRow): void;
  rows(): readonly BillingRow[];
}

/**
 * Append-only. With a file every row is on disk before the caller gets its answer, one JSON object a line, and the next
 * start finds them all; a line that a kill tore in half is dropped.
 */
export function openBillingBook(file?: string): BillingBook {
  const rows: BillingRow[] = [];
  if (file) {
    mkdirSync(dirname(file), { recursive: true });
    const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const line of stored.split('\n')) {
      const row = parsedLine(line);
      if (row) rows.push(row);
    }
    // a torn line must not swallow the next row
    if (stored !== '' && !stored.endsWith('\n')) appendFileSync(file, '\n');
  }
  return {
    add(row) {
      rows.push(row);
      if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
    },
    rows: () => rows,
  };
}

function parsedLine(line: string): BillingRow | undefined {
  if (line.trim() === '') return undefined;
  try {
    return JSON.parse(line) as BillingRow;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
