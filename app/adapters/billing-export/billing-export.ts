import { createReadStream } from 'node:fs';
import { failure } from '#app/domain/failure.ts';
import { err, type Result } from '#app/domain/result.ts';
import type { BillingExport } from '#app/ports/billing-export.ts';
import { type ReadLimits, type ReadLines, readBillingLines } from './read-lines.ts';

/** 200,000 calls are about a third of it. */
const LIMITS: ReadLimits = { maxBytes: 128 * 1024 * 1024, maxEntries: 200_000 };

type Options = Parameters<BillingExport['read']>[1];

/** Runs a reading within its time limit; what goes wrong on the way becomes a failure. */
const within = async (
  { signal, timeoutMs }: Options,
  words: string,
  read: (limit: AbortSignal) => Promise<Result<ReadLines>>,
): Promise<Result<ReadLines>> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return await read(limit);
  } catch (error) {
    if (signal.aborted) return err(failure('cancelled', 'Reading the billing export was stopped.'));
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    return err(failure('provider-unavailable', words, code === undefined ? {} : { details: { code } }));
  }
};

/** A body as it comes; what nobody reads on is not sent on. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

export interface HttpExport {
  /** Name in the book. */
  readonly provider: string;
  /** `from` and `to` (ISO) are added to its query. */
  readonly url: string;
  readonly token: string | null;
  readonly limits?: ReadLimits;
}

/** An export behind an address. Follows no redirect: a token goes with the question. */
export const makeHttpBillingExport = (
  { provider, url, token, limits = LIMITS }: HttpExport,
  fetch: typeof globalThis.fetch,
): BillingExport => ({
  provider,
  read: (period, options) =>
    within(options, `The billing export of ${provider} could not be read.`, async (signal) => {
      const asked = new URL(url);
      asked.searchParams.set('from', period.from.toISOString());
      asked.searchParams.set('to', period.to.toISOString());
      const headers = {
        accept: 'application/jsonl',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const reply = await fetch(asked, { headers, redirect: 'manual', signal });
      if (reply.status === 200 && reply.body)
        return await readBillingLines(chunksOf(reply.body), period, limits);
      await reply.body?.cancel();
      const denied = reply.status === 401 || reply.status === 403;
      return err(
        failure(
          denied
            ? 'provider-unauthorized'
            : reply.status >= 500
              ? 'provider-unavailable'
              : 'provider-bad-reply',
          `The billing export of ${provider} answered ${reply.status}.`,
          { details: { status: reply.status } },
        ),
      );
    }),
});

/** An export in a file. */
export const makeFileBillingExport = (
  provider: string,
  path: string,
  limits: ReadLimits = LIMITS,
): BillingExport => ({
  provider,
  read: (period, options) =>
    within(options, `The file ${path} could not be read.`, (signal) =>
      readBillingLines(createReadStream(path, { signal }), period, limits),
    ),
});
