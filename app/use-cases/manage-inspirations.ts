import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type SceneDescription, sceneDescriptionSchema } from '../domain/scene/scene-description.ts';
import type { Clock } from '../ports/clock.ts';
import type { InspirationLibrary, InspirationPage } from '../ports/inspiration-library.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Inspiration, Inspirations } from '../ports/repositories/inspirations.ts';
import type { Page, PageRequest } from '../ports/repositories/page.ts';
import type { Thumbnailer } from '../ports/thumbnailer.ts';

export interface InspirationView extends Omit<Inspiration, 'description' | 'asRead'> {
  /** Null when a version of Softbox wrote it whose fields are no longer known. */
  readonly description: SceneDescription | null;
  readonly asRead: SceneDescription | null;
}

export interface ManageInspirations {
  readonly library: InspirationLibrary['kind'];
  /** Honest about which it is. */
  readonly libraryName: string;
  /** Failures: invalid-input for an empty query; those of the library. */
  search(
    query: { readonly text: string; readonly page: number },
    options: { readonly signal: AbortSignal },
  ): Promise<Result<InspirationPage>>;
  list(storeId: string, page: PageRequest): Promise<Page<InspirationView>>;
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<InspirationView>>;
  /** Failures: not-found, conflict (version). */
  edit(
    storeId: string,
    id: string,
    change: { readonly description: SceneDescription; readonly version: number },
  ): Promise<Result<InspirationView>>;
  /** A small copy of an uploaded picture. Failure: not-found, also for what is hotlinked. */
  thumbnail(
    storeId: string,
    id: string,
    side: number,
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly contentType: 'image/webp' }>>;
}

/** Pictures of a page of search results; a library allows at most 30. */
export const PICTURES_A_PAGE = 12;
const SEARCH_TIMEOUT_MS = 10_000;

const parsed = (value: unknown): SceneDescription | null =>
  sceneDescriptionSchema.safeParse(value).data ?? null;

export const toInspirationView = (inspiration: Inspiration): InspirationView => ({
  ...inspiration,
  description: parsed(inspiration.description),
  asRead: parsed(inspiration.asRead),
});

const noSuch = () => err(failure('not-found', 'There is no such inspiration.'));

export const makeManageInspirations = (deps: {
  readonly inspirations: Inspirations;
  readonly inspirationLibrary: InspirationLibrary;
  readonly objects: Pick<ObjectStore, 'get'>;
  readonly thumbnailer: Thumbnailer;
  readonly clock: Pick<Clock, 'now'>;
}): ManageInspirations => ({
  library: deps.inspirationLibrary.kind,
  libraryName: deps.inspirationLibrary.displayName,
  search: ({ text, page }, { signal }) =>
    deps.inspirationLibrary.search(
      { text, page, perPage: PICTURES_A_PAGE },
      { signal, timeoutMs: SEARCH_TIMEOUT_MS },
    ),
  async list(storeId, page) {
    const { items, nextCursor } = await deps.inspirations.list(storeId, page);
    return { items: items.map(toInspirationView), nextCursor };
  },
  async get(storeId, id) {
    const found = await deps.inspirations.get(storeId, id);
    return found ? ok(toInspirationView(found)) : noSuch();
  },
  async edit(storeId, id, change) {
    const edited = await deps.inspirations.edit(storeId, id, { ...change, now: deps.clock.now() });
    return edited.ok ? ok(toInspirationView(edited.value)) : edited;
  },
  async thumbnail(storeId, id, side) {
    const found = await deps.inspirations.get(storeId, id);
    if (!found?.objectKey) return noSuch();
    const file = await deps.objects.get(found.objectKey);
    return file.ok ? deps.thumbnailer.thumbnail(file.value, side) : noSuch();
  },
});
