import type { Micros } from '#app/domain/ledger.ts';
import type { PendingEdit, RevisionRow } from '#app/domain/revisions.ts';

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

interface Choice {
  readonly model: string;
  readonly modelName: string;
  readonly size: string;
  readonly masked: boolean;
  readonly secondLook: boolean;
  readonly price: Micros;
  readonly affordable: boolean;
}

interface Options {
  readonly canvas: {
    readonly width: number;
    readonly height: number;
    readonly productId: string;
    readonly isPlaceholder: boolean;
    readonly doubts: readonly string[];
  };
  readonly choices: readonly Choice[];
  readonly preset: { readonly model: string; readonly size: string } | null;
}

export const toOptionsView = ({ canvas, choices, preset }: Options) => ({
  size: { width: canvas.width, height: canvas.height },
  productId: canvas.productId,
  isPlaceholder: canvas.isPlaceholder,
  doubts: canvas.doubts,
  preset,
  choices: choices.map((choice) => ({ ...choice, price: String(choice.price) })),
});
