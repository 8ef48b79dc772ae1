import { type Failure, failure } from '../domain/failure.ts';
import { checkPlacement, planPublish } from '../domain/gallery/plan-publish.ts';
import { objectKey } from '../domain/object-key.ts';
import { placeholderFailure } from '../domain/placeholder-rule.ts';
import type { ProductMediaSnapshot } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { ReadDigitalSourceType } from '../ports/imaging.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Assets } from '../ports/repositories/assets.ts';
import type { Publication } from '../ports/repositories/publications.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { PlatformFile, StorePlatform } from '../ports/store-platform.ts';
import { convergeGallery } from './converge-gallery.ts';
import { type HoldPublicationDeps, holdPublication } from './hold-publication.ts';
import {
  BUSY_MS,
  MAX_TRIES,
  makePublicationRun,
  type PublicationRun,
  type PublicationRunDeps,
  type RunOutcome,
} from './publication-run.ts';
import { finishFailed, intentOf } from './roll-back-publication.ts';

export interface PublishAssetDeps extends HoldPublicationDeps, PublicationRunDeps {
  readonly platform: StorePlatform;
  readonly assets: Pick<Assets, 'get'>;
  readonly stores: Pick<Stores, 'get'>;
  readonly objects: ObjectStore;
  readonly sha256: Sha256;
  readonly readDigitalSourceType: ReadDigitalSourceType;
  /** Brings our mirror of the product up to date; it may fail, a webhook follows. */
  readonly refreshProduct: (storeId: string, productExternalId: string) => Promise<unknown>;
}

type Stage = (deps: PublishAssetDeps, run: PublicationRun, p: Publication) => Promise<Result<Publication>>;

/**
 * Publishes a planned picture, or goes on with it wherever it was interrupted: each state's work starts by looking at what is
 * there and does only what is missing. What cannot be finished is rolled back.
 */
export const makePublishAsset =
  (deps: PublishAssetDeps) =>
  async (storeId: string, id: string, signal: AbortSignal): Promise<RunOutcome> => {
    const outcome = await holdPublication(deps, { storeId, id, signal }, async (held) => {
      const run = makePublicationRun(deps, held);
      return runStages(deps, run, held.publication);
    });
    if (outcome === 'busy') return { kind: 'later', afterMs: BUSY_MS };
    if (typeof outcome === 'string') return { kind: 'nothing', why: outcome };
    if (outcome.kind === 'done') {
      await deps.refreshProduct(storeId, outcome.publication.productExternalId);
    }
    return outcome;
  };
export type PublishAsset = ReturnType<typeof makePublishAsset>;

const runStages = async (
  deps: PublishAssetDeps,
  run: PublicationRun,
  start: Publication,
): Promise<RunOutcome> => {
  let p = start;
  // a roll-back that was interrupted goes on; it never turns round
  if (p.failure) return finishFailed(deps, run, p, p.failure);
  for (;;) {
    const stage = stageOf(p);
    if (!stage) return { kind: 'done', publication: p };
    const next = await stage(deps, run, p);
    if (next.ok) {
      p = next.value;
      continue;
    }
    const postponed = await run.postpone(p, next.error, MAX_TRIES);
    if (postponed) return postponed;
    return finishFailed(deps, run, p, next.error);
  }
};

const stageOf = (p: Publication): Stage | null => {
  switch (p.state) {
    case 'planned':
      return (_deps, run) => run.move(p, 'uploading');
    case 'uploading':
      return p.fileId === null ? upload : prepare;
    case 'placing':
      return place;
    case 'verifying':
      return verify;
    case 'published':
    case 'reverting':
    case 'reverted':
    case 'failed':
      return null;
  }
};

/** Sends the picture to the store's files, where no shopper sees it yet. */
const upload: Stage = async (deps, run, p) => {
  const { signal } = run;
  const seen = await deps.platform.readMedia(p.storeId, p.productExternalId, { signal });
  if (!seen.ok) return seen;
  const refusal = checkPlacement(seen.value, { placement: p.placement, replaces: p.replacesMediaId });
  if (refusal) return err(refusal);
  const asset = await deps.assets.get(p.storeId, p.assetId);
  if (!asset) return err(failure('not-found', 'The picture is no longer there.'));
  // asked again here: what is planned and what is uploaded may be days apart
  const placeholder = placeholderFailure(asset, await deps.stores.get(p.storeId));
  if (placeholder) return err(placeholder);
  const bytes = await deps.objects.get(asset.objectKey);
  if (!bytes.ok) return err(failure('not-found', 'The picture’s file is no longer there. Make it again.'));
  if (!(await run.renew())) return err(failure('lease-lost', 'Somebody else has taken this over.'));
  const contentType = CONTENT_TYPE[asset.format];
  const file = await deps.platform.uploadFile(
    p.storeId,
    { filename: p.filename, contentType, bytes: bytes.value, alt: p.alt },
    { signal },
  );
  return file.ok ? run.record(p, { fileId: file.value.id }) : file;
};

const CONTENT_TYPE = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;

/** Waits until the platform has the picture ready, then takes the snapshot that undo will restore. */
const prepare: Stage = async (deps, run, p) => {
  const { signal } = run;
  const ready = await readyFile(deps, run, p);
  if (!ready.ok) return ready;
  const { publication, file } = ready.value;
  const before = await deps.platform.readMedia(p.storeId, p.productExternalId, { signal });
  if (!before.ok) return before;
  const refusal = checkPlacement(before.value, { placement: p.placement, replaces: p.replacesMediaId });
  if (refusal) return err(refusal);
  const kept = await withCopyOfReplaced(deps, run, p, before.value);
  if (!kept.ok) return kept;
  return run.move(publication, 'placing', { before: kept.value, liveUrl: file.url });
};

const readyFile = async (
  deps: PublishAssetDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<{ publication: Publication; file: PlatformFile }>> => {
  const { signal } = run;
  const ready = await deps.platform.waitUntilReady(p.storeId, p.fileId ?? '', { signal });
  if (ready.ok) return ok({ publication: p, file: ready.value });
  const codes = ready.error.details?.codes;
  const twin = Array.isArray(codes) && codes.includes('DUPLICATE_FILENAME_ERROR');
  if (!twin) return ready;
  // the platform noticed only now that an earlier, interrupted upload had made the file
  const first = await deps.platform.findFile(p.storeId, p.filename, { signal });
  if (!first.ok) return first;
  if (!first.value || first.value.id === p.fileId) return ready;
  const corrected = await run.record(p, { fileId: first.value.id });
  if (!corrected.ok) return corrected;
  const again = await deps.platform.waitUntilReady(p.storeId, first.value.id, { signal });
  return again.ok ? ok({ publication: corrected.value, file: again.value }) : again;
};

/** Keeps the bytes of the picture that is about to leave the gallery, in case its file is deleted before an undo. */
const withCopyOfReplaced = async (
  deps: PublishAssetDeps,
  run: PublicationRun,
  p: Publication,
  before: ProductMediaSnapshot,
): Promise<Result<ProductMediaSnapshot>> => {
  const replaced = before.media.find((m) => m.id === p.replacesMediaId);
  if (replaced?.kind !== 'image' || replaced.url === null) return ok(before);
  const bytes = await deps.platform.readLiveFile(p.storeId, replaced.url, { signal: run.signal });
  if (!bytes.ok) return bytes;
  const extension = extensionOf(replaced.url);
  const key = objectKey(p.storeId, 'source', deps.sha256(bytes.value), extension);
  await deps.objects.put(key, bytes.value, contentTypeOf(extension));
  const media = before.media.map((m) => (m === replaced ? { ...m, objectKey: key } : m));
  return ok({ ...before, media });
};

const extensionOf = (url: string): string => {
  const found = /\.(jpe?g|png|webp|gif)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? 'jpg';
  return found === 'jpeg' ? 'jpg' : found;
};

const contentTypeOf = (extension: string): string => `image/${extension === 'jpg' ? 'jpeg' : extension}`;

/**
 * Gives the file its texts in other languages while no shopper sees it yet (with the file they would go again), then attaches,
 * moves, links, detaches: whatever of it is missing.
 */
const place: Stage = async (deps, run, p) => {
  const { storeId, fileId, altTranslations } = p;
  const { signal } = run;
  const texts = await deps.platform.writeAltTranslations(storeId, fileId ?? '', altTranslations, { signal });
  if (!texts.ok) return texts;
  const placed = await converge(deps, run, p);
  return placed.ok ? run.move(p, 'verifying') : placed;
};

const converge = async (
  deps: PublishAssetDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<ProductMediaSnapshot>> => {
  const intent = intentOf(p);
  if (!intent || !p.before) return err(brokenRow());
  const change = planPublish(p.before, intent);
  if (!change.ok) return change;
  const { storeId, productExternalId } = p;
  return convergeGallery(deps.platform, { storeId, productExternalId, change: change.value }, run);
};

const brokenRow = (): Failure => failure('internal', 'The publication lost its snapshot.');

/** Looks at the gallery once more, and at the file that shoppers get: does it still carry its label? */
const verify: Stage = async (deps, run, p) => {
  const after = await converge(deps, run, p);
  if (!after.ok) return after;
  const label = await readLabel(deps, run, p);
  if (!label.ok) return label;
  return run.move(p, 'published', {
    after: after.value,
    labelKept: label.value,
    publishedAt: deps.clock.now(),
  });
};

/** A picture that stands in its place is not taken back because its label could not be looked at. */
const LABEL_TRIES = 3;

const readLabel = async (
  deps: PublishAssetDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<boolean | null>> => {
  const asset = await deps.assets.get(p.storeId, p.assetId);
  if (!asset || p.liveUrl === null) return ok(null);
  const live = await deps.platform.readLiveFile(p.storeId, p.liveUrl, { signal: run.signal });
  if (live.ok) return ok(deps.readDigitalSourceType(live.value) === asset.digitalSourceType);
  const passes = live.error.kind === 'fetch-failed' || live.error.kind === 'fetch-timeout';
  if (live.error.kind === 'cancelled' || (passes && p.attempt < LABEL_TRIES)) return live;
  return ok(null);
};
