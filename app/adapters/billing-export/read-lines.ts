import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { BillingEntry } from '#app/ports/billing-export.ts';

/**
 * A billing export as JSON lines (UTF-8, one object a line): a line for each billed call, and a last line that says until when
 * the list is complete. Without that line the list is taken for cut off. docs/providers.md describes it for operators.
 */
const entryLine = z.strictObject({
  requestId: z.string().min(1).max(200),
  callId: z.uuid().nullable(),
  model: z.string().min(1).max(120),
  costMicroUsd: z.int().min(0).max(1_000_000_000_000),
  at: z.iso.datetime({ offset: true }),
});
const lastLine = z.strictObject({ completeUntil: z.iso.datetime({ offset: true }) });

export interface ReadLimits {
  readonly maxBytes: number;
  readonly maxEntries: number;
}

/** A line is an object of five short fields. */
const MAX_LINE = 4_096;

export interface ReadLines {
  /** Those that began in the period asked for. */
  readonly entries: readonly BillingEntry[];
  readonly completeUntil: Date;
}

const wrong = (message: string): Result<never> => err(failure('provider-bad-reply', message));
const wrongLine = (number: number, why: string): Result<never> =>
  wrong(`Line ${number} of the billing export ${why}.`);

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const explain = (issue: z.core.$ZodIssue | undefined): string =>
  issue ? `has a wrong ${issue.path.join('.') || 'shape'} (${issue.message})` : 'cannot be read';

/** Collects what lines say. Returns the failure of a line that cannot be used. */
const makeCollector = (period: { readonly from: Date; readonly to: Date }, limits: ReadLimits) => {
  const entries: BillingEntry[] = [];
  const seen = new Set<string>();
  let completeUntil: Date | null = null;
  let number = 0;
  const take = (text: string): Failure | null => {
    number += 1;
    if (text.trim() === '') return null;
    const refuse = (why: string) => {
      const refused = wrongLine(number, why);
      return refused.ok ? null : refused.error;
    };
    if (completeUntil) return refuse('comes after the one that ends it');
    const json = jsonOf(text);
    if (json === undefined) return refuse('is not JSON');
    const last = lastLine.safeParse(json);
    if (last.success) {
      completeUntil = new Date(last.data.completeUntil);
      return null;
    }
    const parsed = entryLine.safeParse(json);
    if (!parsed.success) return refuse(explain(parsed.error.issues[0]));
    const { requestId, callId, model, costMicroUsd, at } = parsed.data;
    if (seen.has(requestId)) return refuse('names a requestId for the second time');
    if (seen.size >= limits.maxEntries) return refuse(`is one too many; ask for a shorter period`);
    seen.add(requestId);
    const entry = { requestId, callId, model, cost: BigInt(costMicroUsd), at: new Date(at) };
    if (entry.at >= period.from && entry.at < period.to) entries.push(entry);
    return null;
  };
  return {
    take,
    end: (): Result<ReadLines> =>
      completeUntil
        ? ok({ entries, completeUntil })
        : wrong('The billing export has no last line with completeUntil: it was cut off.'),
    /** Number of the line that is being read. */
    next: () => number + 1,
  };
};

/**
 * Reads an export as it comes, holding no more of it than its entries. Failure `provider-bad-reply`, naming the line; what the
 * source throws is thrown on.
 */
export const readBillingLines = async (
  chunks: AsyncIterable<Uint8Array>,
  period: { readonly from: Date; readonly to: Date },
  limits: ReadLimits,
): Promise<Result<ReadLines>> => {
  const collector = makeCollector(period, limits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let rest = '';
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limits.maxBytes) return wrong(`The billing export is larger than ${limits.maxBytes} bytes.`);
    try {
      rest += decoder.decode(chunk, { stream: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return wrongLine(collector.next(), 'is not UTF-8');
    }
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const refused = collector.take(line);
      if (refused) return err(refused);
    }
    if (rest.length > MAX_LINE) return wrongLine(collector.next(), `is longer than ${MAX_LINE} characters`);
  }
  const refused = rest === '' ? null : collector.take(rest);
  return refused ? err(refused) : collector.end();
};
