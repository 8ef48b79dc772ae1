import type { OfferedModels } from './domain/providers/offered-models.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { ReadEditMask } from './ports/edit-mask.ts';
import type { Sha256 } from './ports/hash.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { Assets } from './ports/repositories/assets.ts';
import type { Batches } from './ports/repositories/batches.ts';
import type { Budgets } from './ports/repositories/budgets.ts';
import type { Ledger } from './ports/repositories/ledger.ts';
import type { Library } from './ports/repositories/library.ts';
import type { Revisions } from './ports/repositories/revisions.ts';
import type { Sources } from './ports/repositories/sources.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { makeEstimateEdit } from './use-cases/estimate-edit.ts';
import { makeListEditOptions } from './use-cases/list-edit-options.ts';
import { makePrepareEdit } from './use-cases/prepare-edit.ts';
import { makeReadRevisions } from './use-cases/read-revisions.ts';
import type { RecipeDesk } from './use-cases/recipe-desk.ts';
import { makeSubmitEdit } from './use-cases/submit-edit.ts';
import { makeUploadEditMask } from './use-cases/upload-edit-mask.ts';

export interface EditPorts {
  readonly repositories: {
    readonly assets: Assets;
    readonly budgets: Budgets;
    readonly ledger: Ledger;
    readonly library: Library;
    readonly revisions: Revisions;
    readonly sources: Sources;
  };
  readonly unitOfWork: UnitOfWork<{ readonly batches: Batches }>;
  readonly objectStore: ObjectStore;
  readonly readEditMask: ReadEditMask;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly poke: () => void;
}

/** Joins what asks for edits and shows their tree; making them is the image worker's. Knows no adapter. */
export const wireEdits = (ports: EditPorts, recipes: RecipeDesk, offered: OfferedModels) => {
  const { repositories, objectStore: objects, readEditMask, sha256, unitOfWork, clock, newId, poke } = ports;
  const { assets, budgets, ledger, library, revisions, sources } = repositories;
  const prepareEdit = makePrepareEdit({
    assets,
    sources,
    revisions,
    library,
    objects,
    readEditMask,
    recipes,
    sha256,
  });
  return {
    uploadMask: makeUploadEditMask({ assets, objects, readEditMask, sha256 }),
    estimate: makeEstimateEdit({ prepareEdit, ledger, budgets, clock }),
    options: makeListEditOptions({ assets, ledger, budgets, recipes, imageModels: offered.images, clock }),
    submit: makeSubmitEdit({ prepareEdit, unitOfWork, clock, newId, poke }),
    revisions: makeReadRevisions({ revisions }),
  };
};
