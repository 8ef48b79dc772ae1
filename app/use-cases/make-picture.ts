import { type Failure, failure } from '../domain/failure.ts';
import { isDoubtful } from '../domain/imaging/cut-out-facts.ts';
import { objectKey } from '../domain/object-key.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { isLocalRecipe, type OutputFormat, type Recipe } from '../domain/recipe/recipe.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type {
  CutOut,
  CutOutMask,
  ImageInspector,
  ReadDigitalSourceType,
  RenderedPicture,
  Renderer,
} from '../ports/imaging.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { NewAsset } from '../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../ports/repositories/image-jobs.ts';
import type { SourceFetcher } from '../ports/source-fetcher.ts';
import { fetchSource, type Source } from './fetch-source.ts';
import type { MaskOfSource } from './mask-of-source.ts';

export interface MakePictureDeps {
  readonly sources: SourceFetcher;
  readonly inspector: ImageInspector;
  readonly cutOut: Pick<CutOut, 'version'>;
  readonly maskOfSource: MaskOfSource;
  readonly renderer: Renderer;
  readonly readDigitalSourceType: ReadDigitalSourceType;
  readonly objects: ObjectStore;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Version of the application, for the record of how a picture came about. */
  readonly version: string;
}

/** The job moves on; `lease-lost` when it is not ours any more. */
export type Advance = (to: 'rendering' | 'checking') => Promise<Result<void>>;

export interface MadePicture {
  readonly asset: NewAsset;
  /** True when a person should look at it before it is used. */
  readonly held: boolean;
}

const OUTPUT_EXTENSION = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const satisfies Record<
  OutputFormat,
  string
>;

/** What must be true of a finished file, whatever drew it; otherwise it is our bug and not a picture. */
const flawOf = (deps: MakePictureDeps, picture: RenderedPicture): Failure | null => {
  if (picture.bytes.length === 0) return failure('internal', 'The finished picture was empty.');
  if (deps.readDigitalSourceType(picture.bytes) !== picture.digitalSourceType) {
    return failure('internal', 'The finished picture did not carry its label.');
  }
  return null;
};

const assetOf = (
  deps: MakePictureDeps,
  job: ClaimedImageJob,
  parts: {
    source: Source;
    mask: CutOutMask;
    picture: RenderedPicture;
    recipe: Recipe;
    hash: string;
    key: string;
  },
): NewAsset => {
  const { source, mask, picture, recipe } = parts;
  const { facts } = mask;
  return {
    id: deps.newId(),
    objectKey: parts.key,
    contentHash: parts.hash,
    sourceHash: source.hash,
    sourceKey: source.key,
    format: picture.format,
    bytes: picture.bytes.length,
    width: picture.width,
    height: picture.height,
    fill: picture.fill,
    backgroundExact: picture.backgroundExact,
    maskConfidence: facts.confidence,
    doubts: facts.doubts,
    upscaled: picture.upscaled,
    digitalSourceType: picture.digitalSourceType,
    provenance: {
      sourceHash: source.hash,
      sourceUrl: job.sourceUrl,
      recipe,
      versions: versionsOf(deps),
      mask: { method: facts.method, confidence: facts.confidence, doubts: facts.doubts },
      times: { fetchedAt: source.fetchedAt.toISOString(), renderedAt: deps.clock.now().toISOString() },
    },
    renderMs: Math.round(picture.renderMs),
  };
};

const versionsOf = (deps: MakePictureDeps) => ({
  softbox: deps.version,
  cutOut: deps.cutOut.version,
  renderer: deps.renderer.version,
});

/**
 * Source to finished, stored file: fetch, inspect, keep, cut out, render, check, store. Everything it stores is named by
 * its content, so doing it again after a crash changes nothing. The caller records the picture.
 */
export const makePicture = async (
  deps: MakePictureDeps,
  job: ClaimedImageJob,
  advance: Advance,
  signal: AbortSignal,
): Promise<Result<MadePicture>> => {
  const recipe = parseRecipe(job.recipe);
  if (!recipe.ok) return recipe;
  if (!isLocalRecipe(recipe.value)) {
    const why = `Pictures of kind "${recipe.value.kind}" cannot be made by this worker.`;
    return err(failure('unsupported-option', why, { field: 'kind' }));
  }
  const source = await fetchSource(deps, job, signal);
  if (!source.ok) return source;
  const { bytes, hash: sourceHash } = source.value;
  const mask = await deps.maskOfSource(job.storeId, { hash: sourceHash, bytes });
  if (!mask.ok) return mask;

  const rendering = await advance('rendering');
  if (!rendering.ok) return rendering;
  const provenance = { sourceHash, recipeHash: job.recipeHash, versions: versionsOf(deps) };
  const drawn = await deps.renderer.render(
    { source: bytes, mask: mask.value, recipe: recipe.value, provenance },
    { signal },
  );
  if (!drawn.ok) return drawn;
  const picture = drawn.value;

  const checking = await advance('checking');
  if (!checking.ok) return checking;
  const flaw = flawOf(deps, picture);
  if (flaw) return err(flaw);
  const hash = deps.sha256(picture.bytes);
  const key = objectKey(job.storeId, 'asset', hash, OUTPUT_EXTENSION[picture.format]);
  await deps.objects.put(key, picture.bytes, picture.contentType);
  const parts = { source: source.value, mask: mask.value, picture, recipe: recipe.value, hash, key };
  const held = isDoubtful(mask.value.facts) || picture.backgroundExact === false;
  return ok({ asset: assetOf(deps, job, parts), held });
};
