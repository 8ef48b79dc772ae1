import type { ProductDump } from '#sandbox/shopify/state/dump.ts';
import type { ApiClient } from './api-client.ts';
import type { ApiPublication } from './api-shapes.ts';
import { inChunks } from './in-chunks.ts';
import { difference, productsOf } from './look-at-store.ts';
import type { MainJobOptions } from './main-job-options.ts';
import { waitForPublications } from './publish-all.ts';

/**
 * Undoes the publications of every other product and compares those products with what they were before everything. Returns
 * how many publications were undone, and those that stay.
 */
export const undoHalf = async (
  { stack, say }: MainJobOptions,
  client: ApiClient,
  publications: readonly ApiPublication[],
  before: ReadonlyMap<string, ProductDump>,
  mismatches: string[],
): Promise<{ readonly reverted: number; readonly staying: readonly ApiPublication[] }> => {
  const publishedProducts = [...new Set(publications.map((p) => p.productExternalId))];
  const half = new Set(publishedProducts.filter((_, i) => i % 2 === 0));
  const toUndo = publications.filter((p) => half.has(p.productExternalId));
  for (const chunk of inChunks(toUndo, 50))
    await client.post('/undos', { publicationIds: chunk.map((p) => p.id) });
  const undone = await waitForPublications(
    client,
    toUndo.map((p) => p.id),
    'undone',
    say,
  );
  const reverted = [...undone.values()].filter((p) => p.state === 'reverted').length;
  if (reverted !== toUndo.length)
    mismatches.push(`${toUndo.length - reverted} publications could not be undone`);
  const after = productsOf(stack);
  for (const id of half) {
    const differs = difference(before.get(id), after.get(id));
    if (differs) mismatches.push(differs);
  }
  return { reverted, staying: publications.filter((p) => !half.has(p.productExternalId)) };
};
