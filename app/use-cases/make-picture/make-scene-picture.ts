import { failure } from '../../domain/failure.ts';
import { fateOf } from '../../domain/fidelity/draw-verdict.ts';
import { type Box, isDoubtful } from '../../domain/imaging/cut-out-facts.ts';
import { placeInRoom } from '../../domain/imaging/placement.ts';
import { aspectOfRecipe, modelOfRecipe } from '../../domain/recipe/model-options.ts';
import type { SceneRecipe } from '../../domain/recipe/model-recipes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { composePlatePrompt } from '../../domain/scene/compose-prompt.ts';
import type { ProductRoom } from '../../domain/scene/composed-prompt.ts';
import { roomInPlate } from '../../domain/scene/room-in-plate.ts';
import type { Compositor } from '../../ports/compositor.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import { fetchSource } from '../fetch-source.ts';
import { type DrawDeps, type DrawRequest, drawByModel, modelProvenance } from './draw-by-model.ts';
import { finishPicture } from './finish-picture.ts';
import { type JudgeDrawDeps, judgeDraw } from './judge-draw.ts';
import type { PictureMaker } from './picture-maker.ts';
import { analysisOf, type ProductWordsDeps } from './product-words.ts';

export interface ScenePictureDeps extends DrawDeps, JudgeDrawDeps, ProductWordsDeps {
  readonly compositor: Compositor;
  readonly providerPictures: DrawDeps['providerPictures'];
}

const NO_PRODUCT = failure(
  'mask-empty',
  'No product was found in the picture, so there is nothing to place. Take a photo with the product alone in it.',
);

/** What the model is asked for; and whether the product could be put there at all, found out before anything is paid. */
const plateRequest = async (
  deps: ScenePictureDeps,
  job: ClaimedImageJob,
  recipe: SceneRecipe,
  box: Box,
): Promise<Result<{ readonly request: DrawRequest; readonly room: ProductRoom }>> => {
  const model = modelOfRecipe(recipe);
  if (!model.ok) return model;
  const aspect = aspectOfRecipe(recipe, model.value);
  if (!aspect.ok) return aspect;
  const prompt = composePlatePrompt({ recipe, box, analysis: await analysisOf(deps, job) });
  if (!prompt.ok) return prompt;
  const { room } = prompt.value;
  const placed = placeInRoom(recipe, room, box, box);
  if (!placed.ok) return placed;
  const asked = { ...prompt.value, room: roomInPlate(room, recipe.frame, aspect.value) };
  return ok({ request: { prompt: asked, references: [], aspect: aspect.value }, room });
};

/** What the gate says of a tinted product; a scene without tint has the product's own pixels and needs no gate. */
const gate = async (
  deps: ScenePictureDeps,
  job: ClaimedImageJob,
  draw: Parameters<typeof judgeDraw>[2],
  question: Omit<Parameters<typeof judgeDraw>[3], 'secondLook'>,
): Promise<Result<readonly string[]>> => {
  const verdict = await judgeDraw(deps, job, draw, { ...question, secondLook: false });
  if (!verdict.ok) return verdict;
  // the same plate would be tinted in the same way: another draw does not help, less tint does
  const fate = fateOf(verdict.value, { number: 1, most: 1 });
  if (fate.fate === 'hold') return ok([fate.doubt]);
  if (fate.fate === 'take') return ok([]);
  const why = `With this much tint the product does not stay itself: ${verdict.value.sentence} Ask for less tint or none; nothing was charged.`;
  return err(failure('fidelity-failed', why, { field: 'tint' }));
};

/** The product's own pixels in an empty place that a model photographed. */
export const makeScenePicture =
  (deps: ScenePictureDeps): PictureMaker<SceneRecipe> =>
  async (job, recipe, advance, signal) => {
    const fetched = await fetchSource(deps, job, signal);
    if (!fetched.ok) return fetched;
    const source = fetched.value;
    const cut = await deps.maskOfSource(job.storeId, source);
    if (!cut.ok) return cut;
    const mask = cut.value;
    if (mask.facts.box === null) return err(NO_PRODUCT);
    const asked = await plateRequest(deps, job, recipe, mask.facts.box);
    if (!asked.ok) return asked;

    const rendering = await advance('rendering');
    if (!rendering.ok) return rendering;
    const { request, room } = asked.value;
    const plate = await drawByModel(deps, job, { recipe, number: 1, request }, signal);
    if (!plate.ok) return plate;
    const { version, cutOut, compositor } = deps;
    const versions = { softbox: version, cutOut: cutOut.version, compositor: compositor.version };
    const provenance = { sourceHash: source.hash, recipeHash: job.recipeHash, versions };
    const composed = await compositor.composeScene(
      { source: source.bytes, mask, plate: plate.value, room, recipe, provenance },
      { signal },
    );
    if (!composed.ok) return composed;
    const picture = composed.value;

    const checking = await advance('checking');
    if (!checking.ok) return checking;
    const question = { source, sourceMask: mask.png, picture, signal };
    const doubts = recipe.tint > 0 ? await gate(deps, job, plate.value.picture, question) : ok([]);
    if (!doubts.ok) return doubts;
    const model = await modelProvenance(deps, job, plate.value.picture, []);
    const drawn = { source, mask, picture, recipe, versions, model, doubts: doubts.value };
    const asset = await finishPicture(deps, job, drawn);
    if (!asset.ok) return asset;
    return ok({ asset: asset.value, held: isDoubtful(mask.facts) || doubts.value.length > 0 });
  };
