import { failure } from '../../domain/failure.ts';
import { isDoubtful } from '../../domain/imaging/cut-out-facts.ts';
import type { SourceType } from '../../domain/imaging/source-image.ts';
import { editedSourceType } from '../../domain/recipe/digital-source-type.ts';
import { canvasAspect } from '../../domain/recipe/edit-canvas.ts';
import { MAX_SIDE } from '../../domain/recipe/frame.ts';
import { modelOfRecipe } from '../../domain/recipe/model-options.ts';
import type { EditRecipe } from '../../domain/recipe/model-recipes.ts';
import type { OutputFormat } from '../../domain/recipe/recipe.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { composeEditPrompt } from '../../domain/scene/compose-prompt.ts';
import type { Compositor } from '../../ports/compositor.ts';
import type { ImageReference } from '../../ports/image-model.ts';
import type { Asset, Assets } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { Thumbnailer } from '../../ports/thumbnailer.ts';
import type { Source } from '../fetch-source.ts';
import { maskKey } from '../upload-edit-mask.ts';
import { modelProvenance } from './draw-by-model.ts';
import { type DrawLoopDeps, type DrawPlan, drawUntilTrue } from './draw-until-true.ts';
import { finishPicture } from './finish-picture.ts';
import type { PictureMaker } from './picture-maker.ts';
import { type ProductWordsDeps, productFacts } from './product-words.ts';

export interface EditPictureDeps extends DrawLoopDeps, Pick<ProductWordsDeps, 'products'> {
  readonly compositor: Compositor;
  readonly assets: Pick<Assets, 'get' | 'provenance'>;
  readonly thumbnailer: Thumbnailer;
}

const NO_PRODUCT = failure(
  'mask-empty',
  'No product was found in the photo this picture was made from, so nothing could be compared with it.',
);
const NO_CANVAS = failure('not-found', 'The picture that this edit starts from is not there any more.');
const NO_SOURCE = failure('image-missing', 'The photo that this picture was made from is not kept any more.');
const NO_MASK = failure('not-found', 'The painted region of this edit is not kept any more.', {
  field: 'mask',
});

const CONTENT_TYPE = {
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
} as const satisfies Record<OutputFormat, SourceType>;
const SOURCE_TYPE: Readonly<Record<string, SourceType>> = {
  jpg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
};

/** Providers take files of 7 MB and less; what is larger is shown to the model as a compact copy of the same size in pixels. */
const LARGEST_SHOWN = 6_000_000;

interface EditInputs {
  readonly canvas: Asset;
  readonly canvasBytes: Uint8Array;
  /** The product's own photo, as it was when the first version was made. */
  readonly source: Source;
  readonly mask: Uint8Array | null;
}

/** Everything an edit starts from lies in our storage: nothing is fetched, so nothing of it can have changed meanwhile. */
const readInputs = async (
  deps: EditPictureDeps,
  job: ClaimedImageJob,
  recipe: EditRecipe,
): Promise<Result<EditInputs>> => {
  const { storeId } = job;
  const canvas = await deps.assets.get(storeId, recipe.assetId);
  const canvasBytes = canvas && (await deps.objects.get(canvas.objectKey));
  if (!canvas || !canvasBytes?.ok) return err(NO_CANVAS);
  const kept = await deps.objects.get(canvas.sourceKey);
  if (!kept.ok) return err(NO_SOURCE);
  const mask = recipe.mask === null ? null : await deps.objects.get(maskKey(storeId, recipe.mask));
  if (mask && !mask.ok) return err(NO_MASK);
  const provenance = await deps.assets.provenance(storeId, canvas.id);
  const source: Source = {
    bytes: kept.value,
    hash: canvas.sourceHash,
    contentType: SOURCE_TYPE[canvas.sourceKey.split('.').at(-1) ?? ''] ?? 'image/jpeg',
    key: canvas.sourceKey,
    url: job.sourceUrl,
    fetchedAt: provenance ? new Date(provenance.times.fetchedAt) : canvas.createdAt,
  };
  return ok({ canvas, canvasBytes: canvasBytes.value, source, mask: mask ? mask.value : null });
};

const referencesOf = async (
  deps: EditPictureDeps,
  { canvas, canvasBytes, mask }: EditInputs,
): Promise<Result<readonly ImageReference[]>> => {
  const shown =
    canvasBytes.byteLength > LARGEST_SHOWN
      ? await deps.thumbnailer.thumbnail(canvasBytes, MAX_SIDE)
      : ok({ bytes: canvasBytes, contentType: CONTENT_TYPE[canvas.format] });
  if (!shown.ok) return shown;
  const masks: ImageReference[] = mask ? [{ role: 'mask', bytes: mask, contentType: 'image/png' }] : [];
  return ok([{ role: 'canvas', ...shown.value }, ...masks]);
};

/**
 * A finished picture changed by words: the model draws it anew, what lies outside the painted region is put back pixel by pixel,
 * and the fidelity gate compares the product with its own photo, as the first version's was.
 */
export const makeEditPicture =
  (deps: EditPictureDeps): PictureMaker<EditRecipe> =>
  async (job, recipe, advance, signal) => {
    const model = modelOfRecipe(recipe);
    if (!model.ok) return model;
    const inputs = await readInputs(deps, job, recipe);
    if (!inputs.ok) return inputs;
    const { canvas, canvasBytes, source, mask } = inputs.value;
    const aspect = canvasAspect(canvas, model.value.aspects);
    if (aspect === null) {
      const why = `${model.value.displayName} does not edit pictures of ${canvas.width} × ${canvas.height} px.`;
      return err(failure('unsupported-option', why, { field: 'model' }));
    }
    const references = await referencesOf(deps, inputs.value);
    if (!references.ok) return references;
    const cut = await deps.maskOfSource(job.storeId, source);
    if (!cut.ok) return cut;
    const productMask = cut.value;
    if (productMask.facts.box === null) return err(NO_PRODUCT);
    const product = await productFacts(deps, job);

    const { version, cutOut, compositor } = deps;
    const versions = { softbox: version, cutOut: cutOut.version, compositor: compositor.version };
    const provenance = { sourceHash: source.hash, recipeHash: job.recipeHash, versions };
    const label = editedSourceType(canvas.digitalSourceType);
    const plan: DrawPlan = {
      recipe,
      request: (corrections) => ({
        prompt: composeEditPrompt({ recipe, product, corrections }),
        references: references.value,
        aspect,
      }),
      finish: (edited) =>
        compositor.mergeEdit({ canvas: canvasBytes, edited, mask, recipe, label, provenance }, { signal }),
      question: { source, sourceMask: productMask.png, secondLook: recipe.secondLook, signal },
    };
    const taken = await drawUntilTrue(deps, job, plan, { advance, signal });
    if (!taken.ok) return taken;
    const { draw, picture, doubts } = taken.value;
    const drawn = await modelProvenance(deps, job, draw, []);
    const asset = await finishPicture(deps, job, {
      source,
      mask: productMask,
      picture,
      recipe,
      versions,
      // what stands on a placeholder is one
      model: { ...drawn, isPlaceholder: drawn.isPlaceholder || canvas.isPlaceholder },
      doubts,
    });
    if (!asset.ok) return asset;
    const parent = { assetId: canvas.id, contentHash: canvas.contentHash };
    return ok({
      asset: { ...asset.value, provenance: { ...asset.value.provenance, parent } },
      held: isDoubtful(productMask.facts) || doubts.length > 0,
    });
  };
