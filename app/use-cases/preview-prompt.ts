import { failure } from '../domain/failure.ts';
import type { ModelAspect, ModelImageSize } from '../domain/providers/capabilities.ts';
import { aspectOfRecipe, modelOfRecipe } from '../domain/recipe/model-options.ts';
import type { RedrawRecipe, SceneRecipe } from '../domain/recipe/model-recipes.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { composePlatePrompt, composeRedrawPrompt } from '../domain/scene/compose-prompt.ts';
import type { ComposedPrompt, ImageTask } from '../domain/scene/composed-prompt.ts';
import { type ProductAnalysis, productAnalysisSchema } from '../domain/scene/product-analysis.ts';
import type { ImageModel } from '../ports/image-model.ts';
import type { ProductAnalyses } from '../ports/repositories/product-analyses.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { SourceImage, Sources } from '../ports/repositories/sources.ts';
import { type FetchSourceDeps, fetchSource } from './fetch-source.ts';
import type { MaskOfSource } from './mask-of-source.ts';
import type { RecipeDesk } from './recipe-desk.ts';

export interface PreviewPromptDeps extends FetchSourceDeps {
  readonly recipes: Pick<RecipeDesk, 'readForBatch'>;
  readonly productSources: Pick<Sources, 'ofProducts'>;
  readonly products: Pick<Products, 'get'>;
  readonly productAnalyses: Pick<ProductAnalyses, 'newest'>;
  readonly maskOfSource: MaskOfSource;
  /** By provider; undefined for one that is not set up here. */
  readonly imageModelOf: (provider: string) => ImageModel | undefined;
}

/** What a model would be told, word for word, and shown. Nothing is sent. */
export interface PromptPreview {
  readonly task: ImageTask;
  readonly wording: string;
  /** Photos of the product that the model is shown. */
  readonly references: number;
  /** "provider/model". */
  readonly model: string;
  readonly modelDisplayName: string;
  readonly aspect: ModelAspect;
  readonly size: ModelImageSize;
  /** True when a stand-in would answer. */
  readonly placeholder: boolean;
  /** Version of what is known of the photo that the prompt uses; null: none. */
  readonly analysisVersion: number | null;
}

interface Known {
  readonly photo: SourceImage;
  readonly photos: number;
  readonly facts: { readonly title: string; readonly productType: string };
  readonly analysis: ProductAnalysis | null;
  readonly analysisVersion: number | null;
}

const noModelIsTold = (kind: string) =>
  failure('unsupported-option', `A "${kind}" picture is made on this server: no model is told anything.`, {
    field: 'kind',
  });

/**
 * The final wording for the main photo of a product: by the composer and the adapter of the run, so that what is shown is what
 * will be sent (a redraw's second try adds what the first got wrong). Failures: unsupported-option, not-found, image-missing;
 * for a scene, whose room follows the product's outline, those of fetching and cutting out.
 */
export const makePreviewPrompt = (deps: PreviewPromptDeps) => {
  const knownOf = async (storeId: string, productId: string): Promise<Result<Known>> => {
    const [[source], product] = await Promise.all([
      deps.productSources.ofProducts(storeId, [productId]),
      deps.products.get(storeId, productId),
    ]);
    if (!source || !product) {
      return err(failure('not-found', 'There is no such product.', { field: 'productId' }));
    }
    const [photo] = source.images;
    if (!photo) return err(failure('image-missing', 'This product has no photo to start from.'));
    const newest = (await deps.productAnalyses.newest(storeId, [photo.productImageId])).get(
      photo.productImageId,
    );
    const analysis = productAnalysisSchema.safeParse(newest?.analysis).data ?? null;
    const { title, productType } = product;
    return ok({
      photo,
      photos: source.images.length,
      facts: { title, productType },
      analysis,
      analysisVersion: analysis === null ? null : (newest?.version ?? null),
    });
  };

  const promptOf = async (
    storeId: string,
    recipe: SceneRecipe | RedrawRecipe,
    known: Known,
    signal: AbortSignal,
  ): Promise<Result<ComposedPrompt>> => {
    const { analysis, facts } = known;
    if (recipe.kind === 'redraw') {
      return ok(composeRedrawPrompt({ recipe, product: facts, analysis, corrections: [] }));
    }
    const source = await fetchSource(deps, { storeId, sourceUrl: known.photo.url }, signal);
    if (!source.ok) return source;
    const mask = await deps.maskOfSource(storeId, source.value);
    if (!mask.ok) return mask;
    return composePlatePrompt({ recipe, box: mask.value.facts.box, analysis });
  };

  return async (
    storeId: string,
    request: { readonly productId: string; readonly recipe: unknown },
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Result<PromptPreview>> => {
    const read = deps.recipes.readForBatch(request.recipe);
    if (!read.ok) return read;
    const recipe = read.value;
    if (recipe.kind !== 'scene' && recipe.kind !== 'redraw') return err(noModelIsTold(recipe.kind));
    const model = modelOfRecipe(recipe);
    if (!model.ok) return model;
    const aspect = aspectOfRecipe(recipe, model.value);
    if (!aspect.ok) return aspect;
    const imageModel = deps.imageModelOf(model.value.provider);
    if (!imageModel) throw new Error('the desk let a recipe through whose provider is not set up');
    const known = await knownOf(storeId, request.productId);
    if (!known.ok) return known;
    const prompt = await promptOf(storeId, recipe, known.value, signal);
    if (!prompt.ok) return prompt;
    return ok({
      task: prompt.value.task,
      wording: imageModel.wording(prompt.value),
      references: recipe.kind === 'redraw' ? Math.min(recipe.references, known.value.photos) : 0,
      model: recipe.model,
      modelDisplayName: model.value.displayName,
      aspect: aspect.value,
      size: recipe.modelSize,
      placeholder: imageModel.isPlaceholder,
      analysisVersion: known.value.analysisVersion,
    });
  };
};
export type PreviewPrompt = ReturnType<typeof makePreviewPrompt>;
