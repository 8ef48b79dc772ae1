import { type ApiClient, everyItem } from './api-client.ts';
import type { ApiJob, ApiProduct } from './api-shapes.ts';
import type { SummaryRefusal } from './summary.ts';
import { type Say, waitFor } from './wait-for.ts';

/** Imports the whole catalogue and waits for its end. */
export const importCatalogue = async (client: ApiClient, say: Say): Promise<ApiProduct[]> => {
  const sync = await client.post<{ id: string }>('/syncs', { full: true });
  await waitFor(say, async () => {
    const now = await client.get<{ state: string; productsSeen: number; reason: { message: string } | null }>(
      `/syncs/${sync.id}`,
    );
    if (now.state === 'failed') throw new Error(`the import failed: ${now.reason?.message}`);
    return { done: now.state === 'done', text: `${now.productsSeen} products imported` };
  });
  return Array.fromAsync(everyItem<ApiProduct>(client, '/products'));
};

/** Makes one batch, of the whole catalogue if nothing else is said, and waits for its end. Returns what could not be made. */
export const makeBatch = async (
  client: ApiClient,
  label: string,
  recipe: unknown,
  titles: ReadonlyMap<string, string>,
  say: Say,
  selection: object = { kind: 'catalogue', images: 'main' },
): Promise<{ id: string; refused: SummaryRefusal[] }> => {
  const batch = await client.post<{
    id: string;
    refused: { productId: string; kind: string; reason: string }[];
  }>('/batches', { selection, recipe, label }, `demo-${label}-${Date.now()}`);
  await waitFor(say, async () => {
    const { progress } = await client.get<{
      progress: { total: number; finished: boolean; byState: Record<string, number> };
    }>(`/batches/${batch.id}`);
    const { ready = 0, held = 0, failed = 0 } = progress.byState;
    return { done: progress.finished, text: `${label}: ${ready + held + failed} of ${progress.total}` };
  });
  const refused = batch.refused.map((r) => ({
    product: titles.get(r.productId) ?? r.productId,
    kind: r.kind,
    reason: r.reason,
  }));
  for await (const job of everyItem<ApiJob>(client, `/batches/${batch.id}/jobs`)) {
    if (job.state !== 'failed') continue;
    refused.push({
      product: titles.get(job.productId) ?? job.productId,
      kind: job.reason?.kind ?? 'internal',
      reason: job.reason?.message ?? '',
    });
  }
  return { id: batch.id, refused };
};
