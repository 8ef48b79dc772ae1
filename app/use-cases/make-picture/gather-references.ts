import type { ImageModelCapabilities } from '../../domain/providers/capabilities.ts';
import { fairShares } from '../../domain/providers/fair-shares.ts';
import type { RedrawRecipe } from '../../domain/recipe/model-recipes.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { FitPicture } from '../../ports/fit-picture.ts';
import type { ImageReference } from '../../ports/image-model.ts';
import type { ModelProvenance } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { Sources } from '../../ports/repositories/sources.ts';
import { fetchSource, type Source } from '../fetch-source.ts';
import type { PictureDeps } from './picture-maker.ts';

export interface ReferenceDeps extends PictureDeps {
  readonly productSources: Pick<Sources, 'ofProducts'>;
  readonly fitPicture: FitPicture;
}

export interface GatheredReferences {
  /** The job's own photo. */
  readonly source: Source;
  /** It first, then the others, as the model shall see them. */
  readonly references: readonly ImageReference[];
  readonly provenance: ModelProvenance['references'];
}

/**
 * The photos of the product that a model is shown: the job's own first, then the merchant's others in the order of the gallery,
 * at most as many as the recipe says; never a picture of ours. One that does not load fails the job (invariant 6): fewer
 * references than were asked for would be another picture than was paid for. Photos that are too large for the model's request
 * are shown as smaller copies, and the provenance says so.
 */
export const gatherReferences = async (
  deps: ReferenceDeps,
  job: ClaimedImageJob,
  recipe: Pick<RedrawRecipe, 'references'>,
  model: Pick<ImageModelCapabilities, 'inputLimits'>,
  signal: AbortSignal,
): Promise<Result<GatheredReferences>> => {
  const [product] = await deps.productSources.ofProducts(job.storeId, [job.productId]);
  const others = (product?.images ?? [])
    .filter((image) => image.productImageId !== job.productImageId)
    .slice(0, recipe.references - 1);
  const own = { productImageId: job.productImageId, url: job.sourceUrl };
  const first = await fetchSource(deps, job, signal);
  if (!first.ok) return first;
  const loaded = [{ image: own, source: first.value }];
  for (const image of others) {
    const source = await fetchSource(deps, { storeId: job.storeId, sourceUrl: image.url }, signal);
    if (!source.ok) return source;
    loaded.push({ image, source: source.value });
  }
  const shares = fairShares(
    loaded.map(({ source }) => source.bytes.byteLength),
    model.inputLimits,
  );
  const references: ImageReference[] = [];
  const provenance: ModelProvenance['references'][number][] = [];
  for (const [i, { image, source }] of loaded.entries()) {
    const fitted = await deps.fitPicture(source, { bytes: shares[i] ?? 0, side: null }, { signal });
    if (!fitted.ok) return fitted;
    const { bytes, contentType, scaled } = fitted.value;
    references.push({ role: 'product', bytes, contentType });
    provenance.push({
      productImageId: image.productImageId,
      sourceHash: source.hash,
      ...(scaled ? { sent: { ...scaled, bytes: bytes.byteLength, hash: deps.sha256(bytes) } } : {}),
    });
  }
  return ok({ source: first.value, references, provenance });
};
