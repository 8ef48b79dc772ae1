import type { ImageJobState, JobReason } from './image-job.ts';
import type { PublicationState, ReviewState } from './publication.ts';

/** One version of a picture, as the tree of its revisions shows it. */
export interface Revision {
  readonly id: string;
  /** The version it is an edit of; null for the first. */
  readonly parentId: string | null;
  readonly jobId: string;
  readonly batchId: string;
  readonly width: number;
  readonly height: number;
  readonly createdAt: Date;
  readonly held: boolean;
  readonly review: ReviewState;
  /** Kind of the recipe that made it; edits say what was asked for. */
  readonly kind: string;
  readonly instruction: string | null;
  /** True when only a painted region could change. */
  readonly masked: boolean;
  /** Its publication that is neither failed nor taken back. */
  readonly publication: { readonly id: string; readonly state: PublicationState } | null;
}

/** An edit that is no picture: on its way, failed or cancelled. One that was made again counts as its successor. */
export interface PendingEdit {
  readonly jobId: string;
  readonly batchId: string;
  readonly parentId: string;
  readonly instruction: string;
  readonly masked: boolean;
  readonly state: Exclude<ImageJobState, 'ready' | 'held'>;
  readonly reason: JobReason | null;
  readonly createdAt: Date;
}

export interface RevisionTree {
  readonly rootId: string;
  readonly productId: string;
  /** Parents before their children. */
  readonly revisions: readonly Revision[];
  /** Newest first. */
  readonly edits: readonly PendingEdit[];
}

/** A version with its place in the tree, in reading order. */
export interface RevisionRow {
  readonly revision: Revision;
  /** 0 for the first version. */
  readonly depth: number;
  /** "1", "1.2", "1.2.1": the way to it, each number the place among its siblings by age. */
  readonly number: string;
}

/**
 * The tree as rows: each version after its parent, siblings by age. A version whose parent is not in the list is left out, so
 * that a list that was cut short is still a tree.
 */
export const revisionRows = (tree: Pick<RevisionTree, 'rootId' | 'revisions'>): readonly RevisionRow[] => {
  const children = new Map<string, Revision[]>();
  for (const revision of tree.revisions) {
    if (revision.parentId === null) continue;
    children.set(revision.parentId, [...(children.get(revision.parentId) ?? []), revision]);
  }
  const rows: RevisionRow[] = [];
  const root = tree.revisions.find((r) => r.id === tree.rootId);
  const stack: RevisionRow[] = root ? [{ revision: root, depth: 0, number: '1' }] : [];
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    rows.push(row);
    const { depth, number } = row;
    const next = [...(children.get(row.revision.id) ?? [])]
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .map((revision, i) => ({ revision, depth: depth + 1, number: `${number}.${i + 1}` }));
    stack.push(...next.reverse());
  }
  return rows;
};
