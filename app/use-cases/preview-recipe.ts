import { failure } from '../domain/failure.ts';
import { frameSize, MIN_SIDE } from '../domain/recipe/frame.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { isLocalRecipe, type LocalRecipe } from '../domain/recipe/recipe.ts';
import { recipeHash } from '../domain/recipe/recipe-hash.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { CutOut, Renderer } from '../ports/imaging.ts';
import type { Sources } from '../ports/repositories/sources.ts';
import { type FetchSourceDeps, fetchSource, type Source } from './fetch-source.ts';
import type { MaskOfSource } from './mask-of-source.ts';

export interface PreviewRecipeDeps extends FetchSourceDeps {
  readonly productSources: Pick<Sources, 'ofProducts'>;
  readonly maskOfSource: MaskOfSource;
  readonly cutOut: Pick<CutOut, 'version'>;
  readonly renderer: Renderer;
  readonly version: string;
}

/** Longest side of a preview in px. */
export const PREVIEW_SIDE = 900;
/** Photos kept in memory while a merchant moves a slider. */
const KEPT = 4;

/** The same recipe in a smaller frame of the same shape. */
export const atPreviewSize = (recipe: LocalRecipe): LocalRecipe => {
  const { width, height } = frameSize(recipe.frame);
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  const side = (px: number) => Math.max(MIN_SIDE, Math.round(px * scale));
  return { ...recipe, frame: { width: side(width), height: side(height) } };
};

/** A model draws for money, so there is no picture of it before it is ordered. */
const noFreePreview = (kind: string) =>
  failure(
    'unsupported-option',
    `There is no free preview of a "${kind}" recipe: a model would have to draw it.`,
    {
      field: 'kind',
    },
  );

/**
 * Draws a small picture of a product's main photo by a recipe, with the renderer of the real run and the mask that the run
 * will use. Nothing is charged or recorded. Failures: unsupported-option, not-found, image-missing, and those of fetching,
 * inspecting, cutting out and drawing.
 */
export const makePreviewRecipe = (deps: PreviewRecipeDeps) => {
  const kept = new Map<string, Source>();

  const load = async (storeId: string, sourceUrl: string, signal: AbortSignal): Promise<Result<Source>> => {
    const key = `${storeId} ${sourceUrl}`;
    const known = kept.get(key);
    if (known) return ok(known);
    const source = await fetchSource(deps, { storeId, sourceUrl }, signal);
    if (!source.ok) return source;
    kept.set(key, source.value);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    return source;
  };

  return async (
    storeId: string,
    request: { readonly productId: string; readonly recipe: unknown },
    options: { readonly signal: AbortSignal },
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly contentType: string }>> => {
    const recipe = parseRecipe(request.recipe);
    if (!recipe.ok) return recipe;
    if (!isLocalRecipe(recipe.value)) return err(noFreePreview(recipe.value.kind));
    const [product] = await deps.productSources.ofProducts(storeId, [request.productId]);
    if (!product) return err(failure('not-found', 'There is no such product.', { field: 'productId' }));
    const photo = product.images[0];
    if (!photo) return err(failure('image-missing', 'This product has no photo to start from.'));
    const source = await load(storeId, photo.url, options.signal);
    if (!source.ok) return source;
    const mask = await deps.maskOfSource(storeId, source.value);
    if (!mask.ok) return mask;
    const small = atPreviewSize(recipe.value);
    const drawn = await deps.renderer.render(
      {
        source: source.value.bytes,
        mask: mask.value,
        recipe: small,
        provenance: {
          sourceHash: source.value.hash,
          recipeHash: recipeHash(small, deps.sha256),
          versions: { softbox: deps.version, cutOut: deps.cutOut.version, renderer: deps.renderer.version },
        },
      },
      options,
    );
    return drawn.ok ? ok({ bytes: drawn.value.bytes, contentType: drawn.value.contentType }) : drawn;
  };
};
export type PreviewRecipe = ReturnType<typeof makePreviewRecipe>;
