import { type ApiClient, everyItem } from './api-client.ts';
import type { ApiAsset, ApiPublication } from './api-shapes.ts';
import { inChunks } from './in-chunks.ts';
import { productsOf } from './look-at-store.ts';
import type { MainJobOptions } from './main-job-options.ts';
import { type Say, waitFor } from './wait-for.ts';

const settled = (state: string) => ['published', 'reverted', 'failed'].includes(state);

/** Waits until none of the publications is under way any more. */
export const waitForPublications = async (
  client: ApiClient,
  ids: readonly string[],
  verb: string,
  say: Say,
): Promise<Map<string, ApiPublication>> => {
  const found = new Map<string, ApiPublication>();
  await waitFor(say, async () => {
    for await (const p of everyItem<ApiPublication>(client, '/publications'))
      if (ids.includes(p.id)) found.set(p.id, p);
    const done = [...found.values()].filter(
      (p) => settled(p.state) && (verb !== 'undone' || p.state !== 'published'),
    ).length;
    return { done: done === ids.length, text: `${done} of ${ids.length} ${verb}` };
  });
  return found;
};

/** Publishes the pictures one kind after the other and says what did not arrive as it should. */
export const publishAll = async (
  { stack, say }: MainJobOptions,
  client: ApiClient,
  assets: readonly ApiAsset[],
  mismatches: string[],
): Promise<ApiPublication[]> => {
  const ids: string[] = [];
  for (const chunk of inChunks(assets, 50)) {
    const items = chunk.map((asset) => ({
      assetId: asset.id,
      placement: asset.backgroundExact === null ? 'append' : 'main',
    }));
    const answer = await client.post<{
      accepted: { id: string }[];
      refused: { assetId: string; message?: string; detail?: string }[];
    }>('/publications/many', { items });
    ids.push(...answer.accepted.map((p) => p.id));
    mismatches.push(...answer.refused.map((r) => `not publishable: ${JSON.stringify(r)}`));
  }
  const done = await waitForPublications(client, ids, 'published', say);
  const live = productsOf(stack);
  for (const publication of done.values()) {
    const asset = assets.find((a) => a.id === publication.assetId);
    const name = `${publication.productExternalId}`;
    if (publication.state !== 'published' || !asset) {
      mismatches.push(`${name}: not published (${publication.reason?.message ?? publication.state})`);
      continue;
    }
    const medium = live.get(publication.productExternalId)?.media.find((m) => m.sha256 === asset.contentHash);
    if (!medium) mismatches.push(`${name}: the picture is not in the product's media`);
    if (publication.labelKept !== true) mismatches.push(`${name}: the label was lost`);
  }
  return [...done.values()].filter((p) => p.state === 'published');
};
