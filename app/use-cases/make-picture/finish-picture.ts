import { type Failure, failure } from '../../domain/failure.ts';
import { objectKey } from '../../domain/object-key.ts';
import type { OutputFormat, Recipe } from '../../domain/recipe/recipe.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CutOutMask, RenderedPicture } from '../../ports/imaging.ts';
import type { ModelProvenance, NewAsset } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { Source } from '../fetch-source.ts';
import type { PictureDeps } from './picture-maker.ts';

export type Versions = Readonly<Record<string, string>>;

/** A drawn picture with all that it was made of. */
export interface DrawnPicture {
  readonly source: Source;
  readonly mask: CutOutMask;
  readonly picture: RenderedPicture;
  readonly recipe: Recipe;
  readonly versions: Versions;
  /** Null where no model took part. */
  readonly model: ModelProvenance | null;
  /** Reasons for a person to look, beside those of the mask. */
  readonly doubts: readonly string[];
}

const OUTPUT_EXTENSION = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const satisfies Record<
  OutputFormat,
  string
>;

/** What must be true of a finished file, whatever drew it; otherwise it is our bug and not a picture. */
const flawOf = (deps: PictureDeps, picture: RenderedPicture): Failure | null => {
  if (picture.bytes.length === 0) return failure('internal', 'The finished picture was empty.');
  if (deps.readDigitalSourceType(picture.bytes) !== picture.digitalSourceType) {
    return failure('internal', 'The finished picture did not carry its label.');
  }
  return null;
};

const assetOf = (
  deps: PictureDeps,
  job: ClaimedImageJob,
  { source, mask: { facts }, picture, recipe, versions, model, doubts }: DrawnPicture,
  stored: { readonly key: string; readonly hash: string },
): NewAsset => ({
  id: deps.newId(),
  objectKey: stored.key,
  contentHash: stored.hash,
  sourceHash: source.hash,
  sourceKey: source.key,
  format: picture.format,
  bytes: picture.bytes.length,
  width: picture.width,
  height: picture.height,
  fill: picture.fill,
  backgroundExact: picture.backgroundExact,
  maskConfidence: facts.confidence,
  doubts: [...facts.doubts, ...doubts],
  upscaled: picture.upscaled,
  digitalSourceType: picture.digitalSourceType,
  provenance: {
    sourceHash: source.hash,
    sourceUrl: job.sourceUrl,
    recipe,
    versions,
    mask: { method: facts.method, confidence: facts.confidence, doubts: facts.doubts },
    times: { fetchedAt: source.fetchedAt.toISOString(), renderedAt: deps.clock.now().toISOString() },
    ...(model ? { model } : {}),
  },
  renderMs: Math.round(picture.renderMs),
  model: model?.name ?? null,
  isPlaceholder: model?.isPlaceholder ?? false,
});

/** Checks a drawn picture, stores its file, and says what is to be recorded of it. Failure: internal, for a bug of ours. */
export const finishPicture = async (
  deps: PictureDeps,
  job: ClaimedImageJob,
  drawn: DrawnPicture,
): Promise<Result<NewAsset>> => {
  const { picture } = drawn;
  const flaw = flawOf(deps, picture);
  if (flaw) return err(flaw);
  const hash = deps.sha256(picture.bytes);
  const key = objectKey(job.storeId, 'asset', hash, OUTPUT_EXTENSION[picture.format]);
  await deps.objects.put(key, picture.bytes, picture.contentType);
  return ok(assetOf(deps, job, drawn, { key, hash }));
};
