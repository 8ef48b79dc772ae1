import { type Failure, failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import { modelOf, type Recipe } from '../domain/recipe/recipe.ts';
import { recipeHash } from '../domain/recipe/recipe-hash.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { Batch, Batches, NewBatch } from '../ports/repositories/batches.ts';
import type { Library, LibraryMatch } from '../ports/repositories/library.ts';
import type { SourceImage, Sources } from '../ports/repositories/sources.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { libraryMatches } from './library-matches.ts';
import type { RecipeDesk } from './recipe-desk.ts';
import { type RefusedProduct, resolveSources, type SourceSelection } from './resolve-sources.ts';

export interface SubmitBatchDeps {
  readonly sources: Sources;
  readonly unitOfWork: UnitOfWork<{ readonly batches: Batches }>;
  readonly library: Pick<Library, 'matches'>;
  readonly recipes: Pick<RecipeDesk, 'readForBatch' | 'price'>;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Tells the dispatcher that there is work; it would find it by itself a little later. */
  readonly poke: () => void;
}

export interface SubmitBatchRequest {
  /** As the caller wrote it; parsed here. */
  readonly recipe: unknown;
  readonly selection: SourceSelection;
  /** The same key twice is one batch. At most 200 characters. */
  readonly requestKey?: string | undefined;
  /** For people; at most 200 characters. */
  readonly label?: string | undefined;
  /** True: pictures that the store has already, made from the same inputs, are not made and paid for again. */
  readonly reuse?: boolean | undefined;
  /** True: its draws may wait for the provider's batch mode, for a lower price. */
  readonly canWait?: boolean | undefined;
  /** Who asked: a user id, a bridge key id. */
  readonly actor: string;
}

export interface SubmittedBatch {
  readonly batch: Batch;
  /** False when the request key was seen before. */
  readonly created: boolean;
  readonly refused: readonly RefusedProduct[];
  /** Pictures left out because the store has them already; only with `reuse`. */
  readonly reused: readonly LibraryMatch[];
}

const MAX_TEXT = 200;

const checkText = (request: SubmitBatchRequest): Failure | null => {
  const { requestKey, label = '' } = request;
  if (requestKey !== undefined && (requestKey.length === 0 || requestKey.length > MAX_TEXT)) {
    return failure('invalid-input', `A request key has 1 to ${MAX_TEXT} characters.`, {
      field: 'requestKey',
    });
  }
  return label.length > MAX_TEXT
    ? failure('invalid-input', `A label has at most ${MAX_TEXT} characters.`, { field: 'label' })
    : null;
};

const nothingToMake = (refused: readonly RefusedProduct[]): Failure =>
  refused.length === 0
    ? failure('invalid-input', 'Pick at least one product.', { field: 'selection' })
    : failure('image-missing', 'None of the chosen products has a picture to start from.', {
        field: 'selection',
        details: { products: refused.slice(0, 100).map((r) => r.productId) },
      });

const allInLibrary = (reused: readonly LibraryMatch[]): Failure =>
  failure(
    'conflict',
    'You have all of these pictures already, made from the same photos by the same recipe: they are in your library and cost nothing.',
    { field: 'reuse', details: { assets: reused.slice(0, 100).map((r) => r.assetId) } },
  );

const newBatch = (
  deps: SubmitBatchDeps,
  request: SubmitBatchRequest,
  recipe: Recipe,
  price: Micros,
  sources: readonly SourceImage[],
): NewBatch => ({
  id: deps.newId(),
  recipe: { hash: recipeHash(recipe, deps.sha256), body: recipe },
  label: request.label ?? '',
  createdBy: request.actor,
  requestKey: request.requestKey ?? null,
  price,
  canWait: request.canWait ?? false,
  jobs: sources.map((source) => ({ ...source, id: deps.newId() })),
  now: deps.clock.now(),
});

const inLibrary = (deps: SubmitBatchDeps, storeId: string, recipe: Recipe, sources: readonly SourceImage[]) =>
  libraryMatches(deps.library, storeId, sources, {
    recipeHash: recipeHash(recipe, deps.sha256),
    model: modelOf(recipe),
  });

/** Nothing is left to make. A repeated request whose pictures were made meanwhile gets its batch of then. */
const servedBefore = async (
  deps: SubmitBatchDeps,
  storeId: string,
  { requestKey, canWait = false }: SubmitBatchRequest,
  recipe: Recipe,
  reused: readonly LibraryMatch[],
): Promise<Result<{ readonly batch: Batch; readonly created: boolean }>> => {
  const batch =
    requestKey === undefined
      ? null
      : await deps.unitOfWork.transact(({ batches }) => batches.findByRequestKey(storeId, requestKey));
  return batch?.recipeHash === recipeHash(recipe, deps.sha256) && batch.canWait === canWait
    ? ok({ batch, created: false })
    : err(allInLibrary(reused));
};

/**
 * Turns a merchant's request into a batch of queued image jobs, with their price reserved. Failures: unsupported-option
 * and invalid-input by field, not-found for ids that are not the store's, image-missing when nothing is left to make,
 * conflict when all of it is in the library (`reuse`), budget-exceeded, idempotency-mismatch.
 */
export const makeSubmitBatch =
  (deps: SubmitBatchDeps) =>
  async (storeId: string, request: SubmitBatchRequest): Promise<Result<SubmittedBatch>> => {
    const wrong = checkText(request);
    if (wrong) return err(wrong);
    const recipe = deps.recipes.readForBatch(request.recipe);
    if (!recipe.ok) return recipe;
    const price = deps.recipes.price(recipe.value, request.canWait ? 'batch' : 'now');
    if (!price.ok) return price;
    const resolved = await resolveSources(deps.sources, storeId, request.selection);
    if (!resolved.ok) return resolved;
    const { sources, refused } = resolved.value;
    if (sources.length === 0) return err(nothingToMake(refused));
    const reused = request.reuse ? await inLibrary(deps, storeId, recipe.value, sources) : [];
    const have = new Set(reused.map((r) => r.productImageId));
    const wanted = sources.filter((s) => !have.has(s.productImageId));
    const submitted =
      wanted.length === 0
        ? await servedBefore(deps, storeId, request, recipe.value, reused)
        : await deps.unitOfWork.transact(({ batches }) =>
            batches.submit(storeId, newBatch(deps, request, recipe.value, price.value, wanted)),
          );
    if (!submitted.ok) return submitted;
    deps.poke();
    return ok({ ...submitted.value, refused, reused });
  };
