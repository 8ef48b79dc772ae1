import { failure } from '../../domain/failure.ts';
import { drawVerdictSchema } from '../../domain/fidelity/draw-verdict.ts';
import { type ModelRecipe, modelOfRecipe, sentSeed } from '../../domain/recipe/model-options.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ImageModel, ImageRequest } from '../../ports/image-model.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { DrawProvenance, ModelProvenance } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { ProviderPicture, ProviderPictures } from '../../ports/repositories/provider-pictures.ts';
import type { WaitingDraws } from '../../ports/repositories/waiting-draws.ts';
import { parkDraw } from '../batched-draws/park-draw.ts';
import type { GenerateImage } from '../generate-image.ts';
import type { PictureDeps } from './picture-maker.ts';
import { pictureOfDraw } from './picture-of-draw.ts';

/** What lets a model draw for a job. */
export interface DrawDeps extends PictureDeps {
  readonly providerPictures: ProviderPictures;
  /** By provider; undefined for one that is not set up here. */
  readonly imageModelOf: (provider: string) => ImageModel | undefined;
  readonly generateWith: (imageModel: ImageModel) => GenerateImage;
  /** Where draws wait for a provider's batch mode. */
  readonly waitingDraws: Pick<WaitingDraws, 'put'>;
}

/** A provider's picture and what is known of it. */
export interface Draw {
  readonly picture: ProviderPicture;
  /** The provider's own, unchanged. */
  readonly bytes: Uint8Array;
}

/** What of a request follows from the job and not from the recipe. */
export type DrawRequest = Pick<ImageRequest, 'prompt' | 'references' | 'aspect'>;

const bytesOf = async (
  objects: Pick<ObjectStore, 'get'>,
  picture: ProviderPicture,
): Promise<Result<Draw>> => {
  const bytes = await objects.get(picture.objectKey);
  if (bytes.ok) return ok({ picture, bytes: bytes.value });
  return err(failure('internal', 'What the model drew for this picture is not in the storage any more.'));
};

const notSetUp = (model: string) =>
  err(failure('unsupported-option', `The provider of "${model}" is not set up here.`, { field: 'model' }));

/**
 * The `number`th draw of a job: the one that was kept, or a new one, paid for and kept before it is returned. Call it while the
 * job is in `rendering`. The new draw of a job that can wait is left for the provider's batch mode: failure draw-waits. Failures:
 * those of `generateImage`; unsupported-option (model); internal.
 */
export const drawByModel = async (
  deps: DrawDeps,
  job: ClaimedImageJob,
  draw: { readonly recipe: ModelRecipe; readonly number: number; readonly request: DrawRequest },
  signal: AbortSignal,
): Promise<Result<Draw>> => {
  const { recipe, number } = draw;
  const kept = await deps.providerPictures.find(job.storeId, job.id, number);
  if (kept) return bytesOf(deps.objects, kept);
  const capabilities = modelOfRecipe(recipe);
  if (!capabilities.ok) return capabilities;
  const { provider, model } = capabilities.value;
  const imageModel = deps.imageModelOf(provider);
  if (!imageModel) return notSetUp(recipe.model);
  const request: ImageRequest = {
    ...draw.request,
    model,
    size: recipe.modelSize,
    seed: sentSeed(capabilities.value, recipe.seed),
    count: 1,
  };
  if (job.canWait) return parkDraw(deps, job, { number, request, imageModel });
  const { storeId, attemptId } = job;
  const made = await deps.generateWith(imageModel).generate({ storeId, attemptId }, request, signal);
  if (!made.ok) return made;
  const { value: image, callId, requestId, modelVersion, wording } = made.value;
  const facts = { storeId, jobId: job.id, number, purpose: request.prompt.task, imageModel, model, wording };
  const row = await pictureOfDraw(deps, { ...facts, callId, requestId, modelVersion }, image, signal);
  if (!row.ok) return row;
  const picture = await deps.providerPictures.keep(storeId, row.value);
  // a worker that took the job over was quicker: its draw is the one that counts
  return picture.objectKey === row.value.objectKey
    ? ok({ picture, bytes: image.bytes })
    : bytesOf(deps.objects, picture);
};

const drawProvenance = (picture: ProviderPicture): DrawProvenance => {
  const { number, wording, callId, requestId, modelVersion, objectKey: key, hasC2pa } = picture;
  const verdict = drawVerdictSchema.safeParse(picture.verdict).data ?? null;
  return { number, wording, callId, requestId, modelVersion, objectKey: key, hasC2pa, verdict };
};

/** How the model took part in the picture of a job, from the draws that were kept. `used`: the draw that is in it. */
export const modelProvenance = async (
  deps: Pick<DrawDeps, 'providerPictures'>,
  job: ClaimedImageJob,
  used: ProviderPicture,
  references: ModelProvenance['references'],
): Promise<ModelProvenance> => {
  const pictures = await deps.providerPictures.ofJob(job.storeId, job.id);
  const draws = pictures.filter((one) => one.number <= used.number).map(drawProvenance);
  return {
    name: used.model,
    isPlaceholder: pictures.some((one) => one.isPlaceholder),
    draws,
    references,
    fidelity: draws.at(-1)?.verdict ?? null,
    c2pa: { received: used.hasC2pa, published: false },
  };
};
