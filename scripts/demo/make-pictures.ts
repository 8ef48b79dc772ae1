import { CHANNEL_PRESETS } from '#app/domain/recipe/channel-presets.ts';
import { type ApiClient, everyItem } from './api-client.ts';
import type { ApiAsset, ApiProduct } from './api-shapes.ts';
import type { MainJobOptions } from './main-job-options.ts';
import { makeBatch } from './make-batch.ts';
import { makeScenes } from './make-scenes.ts';
import type { SummaryRefusal } from './summary.ts';

export interface MadePictures {
  readonly assets: readonly ApiAsset[];
  /** `packshot`, `studio` or `scene`, by batch. */
  readonly kindOf: ReadonlyMap<string, string>;
  readonly refused: SummaryRefusal[];
}

/** A packshot and a studio picture of every product; of a handful a scene too, where a stand-in draws it for nothing. */
export const makePictures = async (
  { stack, fileOf, say, refused: refusedBefore }: MainJobOptions,
  client: ApiClient,
  products: readonly ApiProduct[],
): Promise<MadePictures> => {
  const titles = new Map(products.map((p) => [p.id, p.title]));
  const shopifyPreset = CHANNEL_PRESETS.find((p) => p.id === 'shopify-product');
  const packshots = await makeBatch(client, 'packshot', { ...shopifyPreset?.recipe }, titles, say);
  const studio = await makeBatch(
    client,
    'studio',
    { kind: 'studio', frame: { aspect: '4:5', size: 2000 }, reflection: 0.12 },
    titles,
    say,
  );
  const kindOf = new Map([
    [packshots.id, 'packshot'],
    [studio.id, 'studio'],
  ]);
  const made = async () =>
    (await Array.fromAsync(everyItem<ApiAsset>(client, '/assets'))).filter((a) => kindOf.has(a.batchId));
  let assets = await made();
  const ofPackshots = assets.filter((a) => a.batchId === packshots.id);
  // with a key of their own, nobody's demo spends their money
  const scenes = stack.drawsByStandIn ? await makeScenes(client, products, ofPackshots, titles, say) : null;
  if (scenes) {
    kindOf.set(scenes.id, 'scene');
    assets = await made();
  }
  // one refusal a product, not one a recipe
  const refused = [...refusedBefore];
  for (const r of [...packshots.refused, ...studio.refused, ...(scenes?.refused ?? [])]) {
    const product = fileOf?.get(r.product) ?? r.product;
    if (!refused.some((known) => known.product === product && known.kind === r.kind))
      refused.push({ ...r, product });
  }
  return { assets, kindOf, refused };
};
