import type { SourceType } from '../domain/imaging/source-image.ts';
import { objectKey } from '../domain/object-key.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { ImageInspector } from '../ports/imaging.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { SourceFetcher } from '../ports/source-fetcher.ts';

export interface FetchSourceDeps {
  readonly sources: SourceFetcher;
  readonly inspector: ImageInspector;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly sha256: Sha256;
  readonly clock: Pick<Clock, 'now'>;
}

/** A photo of a product, found fit for use and kept. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly hash: string;
  /** By the bytes themselves. */
  readonly contentType: SourceType;
  readonly key: string;
  /** Where it came from in the end, redirects followed. */
  readonly url: string;
  readonly fetchedAt: Date;
}

const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const satisfies Record<
  SourceType,
  string
>;

/**
 * Fetches a photo, inspects it and keeps it by its content, so that "before" can be shown for as long as the picture
 * lives. Failures: those of the fetch and of the inspection.
 */
export const fetchSource = async (
  deps: FetchSourceDeps,
  from: { readonly storeId: string; readonly sourceUrl: string },
  signal: AbortSignal,
): Promise<Result<Source>> => {
  const fetched = await deps.sources.fetch(from.sourceUrl, { signal });
  if (!fetched.ok) return fetched;
  const { bytes, contentType, url } = fetched.value;
  const facts = await deps.inspector.inspect(bytes, {
    signal,
    ...(contentType ? { declaredType: contentType } : {}),
  });
  if (!facts.ok) return facts;
  const hash = deps.sha256(bytes);
  const key = objectKey(from.storeId, 'source', hash, EXTENSION[facts.value.type]);
  await deps.objects.put(key, bytes, facts.value.type);
  return ok({ bytes, hash, contentType: facts.value.type, key, url, fetchedAt: deps.clock.now() });
};
