import type { Recipe } from '../../domain/recipe/recipe.ts';
import type { Result } from '../../domain/result.ts';
import type { Page, PageRequest } from './page.ts';

/** A named, saved recipe of a store. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** As it was saved, to be parsed again (`parseRecipe`): an older version may have saved it. */
  readonly recipe: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Presets {
  get(storeId: string, id: string): Promise<Preset | null>;
  /** Newest first. */
  list(storeId: string, page: PageRequest): Promise<Page<Preset>>;
  /** Failure: conflict, when the store has a preset of that name. */
  create(
    storeId: string,
    preset: { readonly id: string; readonly name: string; readonly recipe: Recipe; readonly now: Date },
  ): Promise<Result<Preset>>;
  /** Failures: not-found; conflict, when another preset has that name. */
  update(
    storeId: string,
    id: string,
    change: { readonly name?: string; readonly recipe?: Recipe; readonly now: Date },
  ): Promise<Result<Preset>>;
  /** False when the store has no such preset. */
  delete(storeId: string, id: string): Promise<boolean>;
}
