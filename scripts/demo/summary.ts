import type { FailureKind } from '#app/domain/failure.ts';

/** One finished picture in `summary.json`. */
export interface SummaryAsset {
  readonly product: string;
  /** The photo it was made from, as the store or the folder names it. */
  readonly sourceFile: string;
  /** Path below `--out`. */
  readonly file: string;
  readonly recipe: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly fill: number;
  /** Null where the recipe asks for no exact colour (studio). */
  readonly backgroundExact: boolean | null;
  readonly maskConfidence: number;
  readonly digitalSourceType: string;
  readonly renderMs: number;
}

export interface SummaryRefusal {
  readonly product: string;
  readonly kind: FailureKind | string;
  readonly reason: string;
}

/** What a headless demo writes as `summary.json`; `mismatches` is empty when everything was as it should be. */
export interface Summary {
  readonly version: 1;
  readonly products: number;
  readonly assets: readonly SummaryAsset[];
  readonly refused: readonly SummaryRefusal[];
  readonly published: number;
  readonly reverted: number;
  readonly mismatches: readonly string[];
}
