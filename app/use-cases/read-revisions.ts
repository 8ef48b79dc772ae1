import { failure } from '../domain/failure.ts';
import { MAX_REVISIONS } from '../domain/recipe/edit-canvas.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { RevisionTree } from '../domain/revisions.ts';
import type { Revisions } from '../ports/repositories/revisions.ts';

/** All versions of a picture, whichever of them is asked for, and the edits on their way. Failure: not-found. */
export const makeReadRevisions =
  ({ revisions }: { readonly revisions: Revisions }) =>
  async (storeId: string, assetId: string): Promise<Result<RevisionTree>> => {
    const tree = await revisions.tree(storeId, assetId, MAX_REVISIONS);
    return tree ? ok(tree) : err(failure('not-found', 'There is no picture with this id.'));
  };
export type ReadRevisions = ReturnType<typeof makeReadRevisions>;
