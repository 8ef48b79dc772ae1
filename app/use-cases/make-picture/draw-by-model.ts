import { type Failure, failure } from '../../domain/failure.ts';
import { drawVerdictSchema } from '../../domain/fidelity/draw-verdict.ts';
import { objectKey } from '../../domain/object-key.ts';
import { providerFailure } from '../../domain/providers/failure-words.ts';
import { type ModelRecipe, modelOfRecipe, sentSeed } from '../../domain/recipe/model-options.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ImageModel, ImageRequest } from '../../ports/image-model.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { DrawProvenance, ModelProvenance } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { ProviderPicture, ProviderPictures } from '../../ports/repositories/provider-pictures.ts';
import type { GenerateImage } from '../generate-image.ts';
import type { PictureDeps } from './picture-maker.ts';

/** What lets a model draw for a job. */
export interface DrawDeps extends PictureDeps {
  readonly providerPictures: ProviderPictures;
  /** By provider; undefined for one that is not set up here. */
  readonly imageModelOf: (provider: string) => ImageModel | undefined;
  readonly generateWith: (imageModel: ImageModel) => GenerateImage;
}

/** A provider's picture and what is known of it. */
export interface Draw {
  readonly picture: ProviderPicture;
  /** The provider's own, unchanged. */
  readonly bytes: Uint8Array;
}

/** What of a request follows from the job and not from the recipe. */
export type DrawRequest = Pick<ImageRequest, 'prompt' | 'references' | 'aspect'>;

const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

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

const unreadable = (why: Failure, displayName: string): Failure =>
  why.kind === 'cancelled'
    ? why
    : providerFailure('provider-bad-reply', displayName, { details: { reason: why.kind } });

/**
 * The `number`th draw of a job: the one that was kept, or a new one, paid for and kept before it is returned. Call it while the
 * job is in `rendering`. Failures: those of `generateImage`; unsupported-option (model); internal.
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
  const { storeId, attemptId } = job;
  const made = await deps.generateWith(imageModel).generate({ storeId, attemptId }, request, signal);
  if (!made.ok) return made;
  const { value: image, callId, requestId, modelVersion, wording } = made.value;
  // a picture that cannot be read is not kept: the next try draws another
  const readable = await deps.inspector.inspect(image.bytes, { declaredType: image.contentType, signal });
  if (!readable.ok) return err(unreadable(readable.error, imageModel.displayName));
  const key = objectKey(storeId, 'model', deps.sha256(image.bytes), EXTENSION[image.contentType]);
  await deps.objects.put(key, image.bytes, image.contentType);
  const picture = await deps.providerPictures.keep(storeId, {
    id: deps.newId(),
    jobId: job.id,
    number,
    purpose: request.prompt.task,
    model: recipe.model,
    wording,
    objectKey: key,
    contentType: image.contentType,
    width: image.width,
    height: image.height,
    hasC2pa: image.hasC2pa,
    callId,
    requestId,
    modelVersion,
    isPlaceholder: imageModel.isPlaceholder,
    createdAt: deps.clock.now(),
  });
  // a worker that took the job over was quicker: its draw is the one that counts
  return picture.objectKey === key ? ok({ picture, bytes: image.bytes }) : bytesOf(deps.objects, picture);
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
