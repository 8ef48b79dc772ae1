import { type Failure, type FailureKind, failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ProductSources, SourceImage, Sources } from '../ports/repositories/sources.ts';

/** Which pictures of the catalogue shall be used. `main` is the first of a product's gallery that is not one of ours. */
export type SourceSelection =
  | { readonly kind: 'products'; readonly productIds: readonly string[]; readonly images: 'main' | 'all' }
  | { readonly kind: 'images'; readonly productImageIds: readonly string[] }
  | { readonly kind: 'catalogue'; readonly images: 'main' | 'all' };

/** A product that cannot take part; the others go on without it. */
export interface RefusedProduct {
  readonly productId: string;
  readonly kind: FailureKind;
  readonly reason: string;
}

export interface ResolvedSources {
  readonly sources: readonly SourceImage[];
  readonly refused: readonly RefusedProduct[];
}

/** Pictures of one batch, at most. */
export const MAX_BATCH_JOBS = 20_000;
const CHUNK = 1_000;

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, i) => list.slice(i * CHUNK, (i + 1) * CHUNK));

const notOfStore = (what: string, ids: readonly string[]): Failure =>
  failure('not-found', `This store has no ${what} with the id ${ids[0]}.`, {
    details: { missing: ids.slice(0, 20) },
  });

const refusalOf = ({ productId, deleted, images }: ProductSources): RefusedProduct | null => {
  if (deleted) {
    return { productId, kind: 'product-gone', reason: 'The product was deleted from the store.' };
  }
  if (images.length === 0) {
    return { productId, kind: 'image-missing', reason: 'The product has no picture to start from.' };
  }
  return null;
};

const ofProducts = (products: readonly ProductSources[], images: 'main' | 'all'): ResolvedSources => {
  const refused = products.map(refusalOf).filter((r) => r !== null);
  const sources = products.flatMap((p) => (images === 'main' ? p.images.slice(0, 1) : p.images));
  return { sources, refused };
};

const joined = (parts: readonly ResolvedSources[]): ResolvedSources => ({
  sources: parts.flatMap((p) => p.sources),
  refused: parts.flatMap((p) => p.refused),
});

const selectedProducts = async (
  sources: Sources,
  storeId: string,
  selection: SourceSelection & { kind: 'products' },
): Promise<Result<ResolvedSources>> => {
  const parts: ResolvedSources[] = [];
  for (const ids of chunks([...new Set(selection.productIds)])) {
    const found = new Map((await sources.ofProducts(storeId, ids)).map((p) => [p.productId, p]));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) return err(notOfStore('product', missing));
    // in the order in which the merchant picked them
    parts.push(
      ofProducts(
        ids.map((id) => found.get(id)).filter((p) => p !== undefined),
        selection.images,
      ),
    );
  }
  return ok(joined(parts));
};

const selectedImages = async (
  sources: Sources,
  storeId: string,
  productImageIds: readonly string[],
): Promise<Result<ResolvedSources>> => {
  const images: SourceImage[] = [];
  for (const ids of chunks([...new Set(productImageIds)])) {
    const found = new Map((await sources.ofImages(storeId, ids)).map((i) => [i.productImageId, i]));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) return err(notOfStore('product picture', missing));
    images.push(...ids.map((id) => found.get(id)).filter((i) => i !== undefined));
  }
  return ok({ sources: images, refused: [] });
};

const wholeCatalogue = async (
  sources: Sources,
  storeId: string,
  images: 'main' | 'all',
): Promise<Result<ResolvedSources>> => {
  const parts: ResolvedSources[] = [];
  let after: string | null = null;
  for (let seen = 0; seen <= MAX_BATCH_JOBS; seen += CHUNK) {
    const ids: readonly string[] = await sources.productIds(storeId, after, CHUNK);
    if (ids.length > 0) parts.push(ofProducts(await sources.ofProducts(storeId, ids), images));
    after = ids.at(-1) ?? null;
    if (ids.length < CHUNK) break;
  }
  return ok(joined(parts));
};

/**
 * The pictures a selection stands for: only of this store, never ours. Ids of another store are `not-found`; products
 * without a picture are `refused` and do not stop the others.
 */
export const resolveSources = async (
  sources: Sources,
  storeId: string,
  selection: SourceSelection,
): Promise<Result<ResolvedSources>> => {
  const resolved =
    selection.kind === 'products'
      ? await selectedProducts(sources, storeId, selection)
      : selection.kind === 'images'
        ? await selectedImages(sources, storeId, selection.productImageIds)
        : await wholeCatalogue(sources, storeId, selection.images);
  if (!resolved.ok) return resolved;
  const { length } = resolved.value.sources;
  if (length > MAX_BATCH_JOBS) {
    return err(
      failure(
        'invalid-input',
        `One batch makes at most ${MAX_BATCH_JOBS} pictures; this would make ${length}.`,
        {
          field: 'selection',
        },
      ),
    );
  }
  return resolved;
};
