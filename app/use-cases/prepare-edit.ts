import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import { canvasAspect, editOutput, MAX_REVISIONS } from '../domain/recipe/edit-canvas.ts';
import { modelOfRecipe } from '../domain/recipe/model-options.ts';
import type { EditRecipe } from '../domain/recipe/model-recipes.ts';
import { recipeHash } from '../domain/recipe/recipe-hash.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ReadEditMask } from '../ports/edit-mask.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Asset, Assets } from '../ports/repositories/assets.ts';
import type { Library, LibraryMatch } from '../ports/repositories/library.ts';
import type { Revisions } from '../ports/repositories/revisions.ts';
import type { SourceImage, Sources } from '../ports/repositories/sources.ts';
import { libraryMatches } from './library-matches.ts';
import type { RecipeDesk } from './recipe-desk.ts';
import { maskKey } from './upload-edit-mask.ts';

export interface PrepareEditDeps {
  readonly assets: Pick<Assets, 'get' | 'provenance'>;
  readonly sources: Pick<Sources, 'ofProducts'>;
  readonly revisions: Revisions;
  readonly library: Pick<Library, 'matches'>;
  readonly objects: Pick<ObjectStore, 'get'>;
  readonly readEditMask: ReadEditMask;
  readonly recipes: Pick<RecipeDesk, 'read' | 'price'>;
  readonly sha256: Sha256;
}

/** What may be said of an edit; what is left out has the recipe's default, the format that of the picture (`editOutput`). */
export interface EditRequest {
  readonly instruction: string;
  /** Of an uploaded mask; null or left out: everywhere. */
  readonly maskId?: string | null | undefined;
  readonly model?: string | undefined;
  readonly modelSize?: string | undefined;
  readonly secondLook?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly format?: string | undefined;
  readonly quality?: number | undefined;
  readonly lossless?: boolean | undefined;
}

/** An edit that can be made, with everything a job of it has to know. */
export interface PreparedEdit {
  readonly canvas: Asset;
  readonly recipe: EditRecipe;
  readonly recipeHash: string;
  readonly price: Micros;
  /** The photo that the picture was made from in the beginning: an edit has the same. */
  readonly source: SourceImage;
  /** The same edit of the same picture, which the store has already. */
  readonly inLibrary: LibraryMatch | null;
}

const recipeOf = (canvas: Asset, request: EditRequest): Record<string, unknown> => {
  const { maskId = null, instruction, ...options } = request;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const output = given.format === undefined ? editOutput(canvas, maskId !== null) : {};
  return { kind: 'edit', assetId: canvas.id, instruction, mask: maskId, ...output, ...given };
};

const checkMask = async (
  deps: PrepareEditDeps,
  storeId: string,
  canvas: Asset,
  maskId: string,
): Promise<Result<void>> => {
  const kept = await deps.objects.get(maskKey(storeId, maskId));
  if (!kept.ok) {
    const why = 'There is no painted region with this id; upload it first.';
    return err(failure('not-found', why, { field: 'maskId' }));
  }
  const mask = await deps.readEditMask(kept.value, { width: canvas.width, height: canvas.height });
  return mask.ok ? ok(undefined) : err({ ...mask.error, field: 'maskId' });
};

const checkAspect = (canvas: Asset, recipe: EditRecipe): Result<void> => {
  const model = modelOfRecipe(recipe);
  if (!model.ok) return model;
  if (canvasAspect(canvas, model.value.aspects) !== null) return ok(undefined);
  const { displayName, aspects } = model.value;
  const why = `${displayName} does not edit pictures of ${canvas.width} × ${canvas.height} px: it makes ${aspects.join(', ')}, and would cut something off.`;
  return err(failure('unsupported-option', why, { field: 'model' }));
};

/**
 * Looks at an edit as it is asked for, changes nothing. Failures: not-found (the picture; `maskId`), product-gone,
 * unsupported-option by the recipe's field, invalid-input (`maskId`), conflict when there are as many versions as there may be.
 */
export const makePrepareEdit =
  (deps: PrepareEditDeps) =>
  async (storeId: string, assetId: string, request: EditRequest): Promise<Result<PreparedEdit>> => {
    const canvas = await deps.assets.get(storeId, assetId);
    if (!canvas) return err(failure('not-found', 'There is no picture with this id.'));
    const read = deps.recipes.read(recipeOf(canvas, request));
    if (!read.ok) return read;
    const recipe = read.value;
    if (recipe.kind !== 'edit') throw new Error('the recipe of an edit was read as another kind');
    const aspect = checkAspect(canvas, recipe);
    if (!aspect.ok) return aspect;
    const mask = recipe.mask === null ? ok(undefined) : await checkMask(deps, storeId, canvas, recipe.mask);
    if (!mask.ok) return mask;
    const price = deps.recipes.price(recipe);
    if (!price.ok) return price;
    const [product] = await deps.sources.ofProducts(storeId, [canvas.productId]);
    if (!product || product.deleted) {
      return err(failure('product-gone', 'The product of this picture was deleted from the store.'));
    }
    const tree = await deps.revisions.tree(storeId, assetId, MAX_REVISIONS);
    if (tree && tree.revisions.length + tree.edits.length >= MAX_REVISIONS) {
      const why = `This picture has ${MAX_REVISIONS} versions, and it can have no more. Start from another picture.`;
      return err(failure('conflict', why, { field: 'assetId' }));
    }
    const provenance = await deps.assets.provenance(storeId, assetId);
    const { productId, productImageId } = canvas;
    const source = { productId, productImageId, url: provenance?.sourceUrl ?? '' };
    const hash = recipeHash(recipe, deps.sha256);
    const [inLibrary = null] = await libraryMatches(deps.library, storeId, [source], {
      recipeHash: hash,
      model: recipe.model,
    });
    return ok({ canvas, recipe, recipeHash: hash, price: price.value, source, inLibrary });
  };
export type PrepareEdit = ReturnType<typeof makePrepareEdit>;
