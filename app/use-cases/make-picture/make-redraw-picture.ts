import { failure } from '../../domain/failure.ts';
import { isDoubtful } from '../../domain/imaging/cut-out-facts.ts';
import { aspectOfRecipe, modelOfRecipe } from '../../domain/recipe/model-options.ts';
import type { RedrawRecipe } from '../../domain/recipe/model-recipes.ts';
import { err, ok } from '../../domain/result.ts';
import { composeRedrawPrompt } from '../../domain/scene/compose-prompt.ts';
import type { Compositor } from '../../ports/compositor.ts';
import { modelProvenance } from './draw-by-model.ts';
import { type DrawLoopDeps, type DrawPlan, drawUntilTrue } from './draw-until-true.ts';
import { finishPicture } from './finish-picture.ts';
import { gatherReferences, type ReferenceDeps } from './gather-references.ts';
import type { PictureMaker } from './picture-maker.ts';
import { analysisOf, type ProductWordsDeps, productFacts } from './product-words.ts';

export interface RedrawPictureDeps extends DrawLoopDeps, ReferenceDeps, ProductWordsDeps {
  readonly compositor: Compositor;
}

const NO_PRODUCT = failure(
  'mask-empty',
  'No product was found in the photo, so nothing could be compared with it. Take a photo with the product alone in it.',
);

/** The product drawn into a place by a model, from its photos, until the fidelity gate finds it to be itself. */
export const makeRedrawPicture =
  (deps: RedrawPictureDeps): PictureMaker<RedrawRecipe> =>
  async (job, recipe, advance, signal) => {
    const model = modelOfRecipe(recipe);
    if (!model.ok) return model;
    const aspect = aspectOfRecipe(recipe, model.value);
    if (!aspect.ok) return aspect;
    const gathered = await gatherReferences(deps, job, recipe, model.value, signal);
    if (!gathered.ok) return gathered;
    const { source, references } = gathered.value;
    const cut = await deps.maskOfSource(job.storeId, source);
    if (!cut.ok) return cut;
    const mask = cut.value;
    if (mask.facts.box === null) return err(NO_PRODUCT);
    const [product, analysis] = await Promise.all([productFacts(deps, job), analysisOf(deps, job)]);

    const { version, cutOut, compositor } = deps;
    const versions = { softbox: version, cutOut: cutOut.version, compositor: compositor.version };
    const provenance = { sourceHash: source.hash, recipeHash: job.recipeHash, versions };
    const plan: DrawPlan = {
      recipe,
      request: (corrections) => ({
        prompt: composeRedrawPrompt({ recipe, product, analysis, corrections }),
        references,
        aspect: aspect.value,
      }),
      finish: (drawn) => compositor.finishRedraw({ drawn, recipe, provenance }, { signal }),
      question: { source, sourceMask: mask.png, secondLook: recipe.secondLook, signal },
    };
    const taken = await drawUntilTrue(deps, job, plan, { advance, signal });
    if (!taken.ok) return taken;
    const { draw, picture, doubts } = taken.value;
    const asset = await finishPicture(deps, job, {
      source,
      mask,
      picture,
      recipe,
      versions,
      model: await modelProvenance(deps, job, draw, gathered.value.provenance),
      doubts,
    });
    if (!asset.ok) return asset;
    return ok({ asset: asset.value, held: isDoubtful(mask.facts) || doubts.length > 0 });
  };
