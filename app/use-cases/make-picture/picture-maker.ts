import type { Result } from '../../domain/result.ts';
import type { Clock, NewId } from '../../ports/clock.ts';
import type { Sha256 } from '../../ports/hash.ts';
import type { CutOut, ImageInspector, ReadDigitalSourceType } from '../../ports/imaging.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { NewAsset } from '../../ports/repositories/assets.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { SourceFetcher } from '../../ports/source-fetcher.ts';
import type { MaskOfSource } from '../mask-of-source.ts';

/** What every kind of picture is made with. */
export interface PictureDeps {
  readonly sources: SourceFetcher;
  readonly inspector: ImageInspector;
  readonly cutOut: Pick<CutOut, 'version'>;
  readonly maskOfSource: MaskOfSource;
  readonly readDigitalSourceType: ReadDigitalSourceType;
  readonly objects: ObjectStore;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Version of the application, for the record of how a picture came about. */
  readonly version: string;
}

/** The job moves on; `lease-lost` when it is not ours any more. From checking it may go back to rendering: another draw. */
export type Advance = (to: 'rendering' | 'checking') => Promise<Result<void>>;

export interface MadePicture {
  readonly asset: NewAsset;
  /** True when a person should look at it before it is used. */
  readonly held: boolean;
}

/**
 * Makes the picture of a job by a recipe of one kind. Everything it stores is named by its content or by the job, so doing it
 * again after a crash changes nothing and pays for nothing twice. The caller records the picture.
 */
export type PictureMaker<R> = (
  job: ClaimedImageJob,
  recipe: R,
  advance: Advance,
  signal: AbortSignal,
) => Promise<Result<MadePicture>>;
