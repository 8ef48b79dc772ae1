import { type BudgetView, budgetFailure } from '../domain/budget.ts';
import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import type { ImageModelCapabilities, ModelImageSize } from '../domain/providers/capabilities.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { canvasAspect } from '../domain/recipe/edit-canvas.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Asset, Assets } from '../ports/repositories/assets.ts';
import type { Budgets } from '../ports/repositories/budgets.ts';
import type { Ledger } from '../ports/repositories/ledger.ts';
import type { RecipeDesk } from './recipe-desk.ts';

export interface EditOptionsDeps {
  readonly assets: Pick<Assets, 'get'>;
  readonly ledger: Pick<Ledger, 'balance'>;
  readonly budgets: Pick<Budgets, 'view'>;
  readonly recipes: Pick<RecipeDesk, 'read' | 'price'>;
  /** Every image model that there is; those that are not set up here, or switched off by now, are left out of the answer. */
  readonly imageModels: readonly ImageModelCapabilities[];
  readonly clock: Pick<Clock, 'now'>;
}

/** One way to have an edit made, and what it costs. */
export interface EditChoice {
  readonly model: string;
  readonly modelName: string;
  readonly size: ModelImageSize;
  readonly masked: boolean;
  readonly secondLook: boolean;
  readonly price: Micros;
  /** False when it would be refused with `budget-exceeded`. */
  readonly affordable: boolean;
}

export interface EditOptions {
  readonly canvas: Asset;
  /** Empty: no model that is set up here edits pictures of this shape. */
  readonly choices: readonly EditChoice[];
  /** The choice that an edit without further options is. */
  readonly preset: { readonly model: string; readonly size: ModelImageSize } | null;
}

const SOME_MASK = '0'.repeat(64);
const FLAGS = [
  { masked: false, secondLook: true },
  { masked: false, secondLook: false },
  { masked: true, secondLook: true },
  { masked: true, secondLook: false },
] as const;

const presetOf = (deps: EditOptionsDeps, canvas: Asset, choices: readonly EditChoice[]) => {
  const read = deps.recipes.read({ kind: 'edit', assetId: canvas.id, instruction: 'as it is' });
  const usual =
    read.ok && read.value.kind === 'edit'
      ? { model: read.value.model, size: read.value.modelSize }
      : undefined;
  if (usual && choices.some((c) => c.model === usual.model && c.size === usual.size)) return usual;
  const [first] = choices;
  return first ? { model: first.model, size: first.size } : null;
};

/**
 * Every way in which a picture can be edited here with its price, from the same desk as the estimate: so that a screen can say
 * the cost before anything is sent. Failure: not-found.
 */
export const makeListEditOptions =
  (deps: EditOptionsDeps) =>
  async (storeId: string, assetId: string): Promise<Result<EditOptions>> => {
    const canvas = await deps.assets.get(storeId, assetId);
    if (!canvas) return err(failure('not-found', 'There is no picture with this id.'));
    const [balance, budget]: [Micros, BudgetView] = await Promise.all([
      deps.ledger.balance(storeId),
      deps.budgets.view(storeId, deps.clock.now()),
    ]);
    const today = deps.clock.now().toISOString().slice(0, 10);
    const fitting = deps.imageModels.filter(
      (m) =>
        m.canEdit &&
        (m.retiresOn === null || today < m.retiresOn) &&
        canvasAspect(canvas, m.aspects) !== null,
    );
    const choices = fitting.flatMap((m) =>
      m.sizes.flatMap((size) =>
        FLAGS.flatMap(({ masked, secondLook }): EditChoice[] => {
          const model = modelName(m);
          const asked = { kind: 'edit', assetId, instruction: 'price', model, modelSize: size, secondLook };
          const recipe = deps.recipes.read({ ...asked, mask: masked ? SOME_MASK : null });
          const price = recipe.ok ? deps.recipes.price(recipe.value) : recipe;
          if (!price.ok) return [];
          const affordable =
            price.value === 0n || (balance >= price.value && budgetFailure(budget, price.value) === null);
          return [
            { model, modelName: m.displayName, size, masked, secondLook, price: price.value, affordable },
          ];
        }),
      ),
    );
    return ok({ canvas, choices, preset: presetOf(deps, canvas, choices) });
  };
export type ListEditOptions = ReturnType<typeof makeListEditOptions>;
