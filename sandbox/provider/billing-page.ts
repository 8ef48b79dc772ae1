import type { BillingBook } from './billing-book.ts';
import type { Call, Reply } from './server.ts';

export interface BillingPage {
  /**
   * `/__sandbox/billing.jsonl?from=…&to=…`: a line for each billed call that began then, and a last one that says until when the list
   * is complete. A provider's own exports bill sums (docs/providers.md); a gateway in front of one can keep such a list.
   */
  show(call: Call): Reply;
  /** Works on a call: until it is done the list is not complete. */
  during<T>(work: Promise<T> | T): Promise<T>;
}

const instant = (text: string | null): number => (text === null ? Number.NaN : Date.parse(text));

export function makeBillingPage(billing: BillingBook, now: () => Date): BillingPage {
  const open = new Map<symbol, number>();
  return {
    show(call) {
      const [from, to] = [instant(call.query.get('from')), instant(call.query.get('to'))];
      if (Number.isNaN(from) || Number.isNaN(to)) {
        return { status: 400, body: { error: 'from and to are ISO 8601 instants.' } };
      }
      const lines = billing
        .rows()
        .filter((row) => row.costMicroUsd > 0 && Date.parse(row.at) >= from && Date.parse(row.at) < to)
        .map((row) => ({
          requestId: row.requestId,
          callId: row.labels['softbox-call'] ?? null,
          model: row.model,
          costMicroUsd: row.costMicroUsd,
          at: row.at,
        }));
      const completeUntil = new Date(Math.min(now().getTime(), ...open.values())).toISOString();
      const body = [...lines, { completeUntil }].map((line) => `${JSON.stringify(line)}\n`).join('');
      return { status: 200, contentType: 'application/jsonl', body };
    },
    async during(work) {
      const key = Symbol('a call in the works');
      open.set(key, now().getTime());
      try {
        return await work;
      } finally {
        open.delete(key);
      }
    },
  };
}
