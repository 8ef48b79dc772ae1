import { drawWaits, REPLY_BYTES } from '../../domain/providers/batch-mode.ts';
import { err, type Result } from '../../domain/result.ts';
import type { NewId } from '../../ports/clock.ts';
import type { Sha256 } from '../../ports/hash.ts';
import type { ImageModel, ImageRequest } from '../../ports/image-model.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { WaitingDraws } from '../../ports/repositories/waiting-draws.ts';
import type { GenerateImage } from '../generate-image.ts';
import { storeRequest } from './stored-image-request.ts';

export interface ParkDrawDeps {
  readonly waitingDraws: Pick<WaitingDraws, 'put'>;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly generateWith: (imageModel: ImageModel) => Pick<GenerateImage, 'prepare'>;
  readonly sha256: Sha256;
  readonly clock: { now(): Date };
  readonly newId: NewId;
}

/** Bytes that a file takes as base64. */
const inBase64 = (bytes: number): number => Math.ceil(bytes / 3) * 4;
/** What stands around the words and pictures of a request. */
const WRAPPING_BYTES = 2_000;

/**
 * Leaves a draw to wait for the provider's batch mode, complete and checked, and ends the try with `draw-waits`: whoever runs the
 * job then lets go of it. Until that has happened nobody hands the draw in, so a worker killed in between leaves nothing behind
 * but a draw that the next try replaces. Failures: draw-waits; those of `prepare`.
 */
export const parkDraw = async (
  deps: ParkDrawDeps,
  job: Pick<ClaimedImageJob, 'storeId' | 'id' | 'attemptId'>,
  draw: { readonly number: number; readonly request: ImageRequest; readonly imageModel: ImageModel },
): Promise<Result<never>> => {
  const { number, request, imageModel } = draw;
  const prepared = deps.generateWith(imageModel).prepare(request, 'batch');
  if (!prepared.ok) return prepared;
  const { wording, costUpperBound } = prepared.value;
  const files = request.references.reduce((sum, { bytes }) => sum + inBase64(bytes.byteLength), 0);
  await deps.waitingDraws.put(job.storeId, {
    id: deps.newId(),
    jobId: job.id,
    attemptId: job.attemptId,
    number,
    provider: imageModel.provider,
    model: request.model,
    request: await storeRequest(deps, job.storeId, request),
    wording,
    requestBytes: files + wording.length * 2 + WRAPPING_BYTES,
    replyBytes: REPLY_BYTES[request.size],
    costUpperBound,
    createdAt: deps.clock.now(),
  });
  return err(drawWaits(imageModel.displayName));
};
