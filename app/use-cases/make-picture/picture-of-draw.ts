import { type Failure, failure } from '../../domain/failure.ts';
import { objectKey } from '../../domain/object-key.ts';
import { providerFailure } from '../../domain/providers/failure-words.ts';
import { modelName } from '../../domain/providers/model-choice.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ImageTask } from '../../domain/scene/composed-prompt.ts';
import type { Clock, NewId } from '../../ports/clock.ts';
import type { Sha256 } from '../../ports/hash.ts';
import type { GeneratedImage, ImageModel } from '../../ports/image-model.ts';
import type { ImageInspector } from '../../ports/imaging.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { ProviderPicture } from '../../ports/repositories/provider-pictures.ts';

export interface KeepDrawDeps {
  readonly inspector: ImageInspector;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly sha256: Sha256;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

/** What is known of a draw beside its picture. */
export interface DrawFacts {
  readonly storeId: string;
  readonly jobId: string;
  readonly number: number;
  readonly purpose: ImageTask;
  readonly imageModel: Pick<ImageModel, 'provider' | 'displayName' | 'isPlaceholder'>;
  /** As the provider spells it. */
  readonly model: string;
  readonly wording: string;
  readonly callId: string;
  readonly requestId: string | null;
  readonly modelVersion: string | null;
}

const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

const unreadable = (why: Failure, displayName: string): Failure =>
  why.kind === 'cancelled'
    ? failure('cancelled', why.message)
    : providerFailure('provider-bad-reply', displayName, { details: { reason: why.kind } });

/**
 * What a model drew, found readable and put into the storage; the row to be kept of it. Failures: provider-bad-reply for one
 * that cannot be read, so that the next try draws another; cancelled.
 */
export const pictureOfDraw = async (
  deps: KeepDrawDeps,
  draw: DrawFacts,
  image: GeneratedImage,
  signal: AbortSignal,
): Promise<Result<Omit<ProviderPicture, 'verdict'>>> => {
  const { storeId, imageModel, model, ...facts } = draw;
  const { bytes, contentType, width, height, hasC2pa } = image;
  const readable = await deps.inspector.inspect(bytes, { declaredType: contentType, signal });
  if (!readable.ok) return err(unreadable(readable.error, imageModel.displayName));
  const key = objectKey(storeId, 'model', deps.sha256(bytes), EXTENSION[contentType]);
  await deps.objects.put(key, bytes, contentType);
  return ok({
    ...facts,
    id: deps.newId(),
    model: modelName({ provider: imageModel.provider, model }),
    objectKey: key,
    contentType,
    width,
    height,
    hasC2pa,
    isPlaceholder: imageModel.isPlaceholder,
    createdAt: deps.clock.now(),
  });
};
