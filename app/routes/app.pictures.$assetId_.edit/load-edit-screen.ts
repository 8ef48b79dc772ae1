import type { PendingEdit, RevisionRow } from '#app/domain/revisions.ts';
import type { EditOptions } from '#app/use-cases/list-edit-options.ts';

/** What the screen shows of a version; dates and money as text, as JSON carries them. */
export const toRevisionView = ({ revision, number, depth }: RevisionRow) => ({
  id: revision.id,
  parentId: revision.parentId,
  batchId: revision.batchId,
  number,
  depth,
  instruction: revision.instruction,
  masked: revision.masked,
  held: revision.held,
  review: revision.review,
  publication: revision.publication?.state ?? null,
  createdAt: revision.createdAt.toISOString(),
});

export const toPendingView = (edit: PendingEdit) => ({
  jobId: edit.jobId,
  parentId: edit.parentId,
  instruction: edit.instruction,
  masked: edit.masked,
  state: edit.state,
  reason: edit.reason?.message ?? null,
});

export const toOptionsView = ({ canvas, choices, preset }: EditOptions) => ({
  size: { width: canvas.width, height: canvas.height },
  productId: canvas.productId,
  isPlaceholder: canvas.isPlaceholder,
  doubts: canvas.doubts,
  preset,
  choices: choices.map((choice) => ({ ...choice, price: String(choice.price) })),
});
