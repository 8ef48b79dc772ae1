import type { Result } from '../../domain/result.ts';
import type { ProductAnalysis } from '../../domain/scene/product-analysis.ts';

/** One version of what is known of the product in a photo. */
export interface AnalysisVersion {
  readonly id: string;
  readonly productImageId: string;
  /** From 1; the newest counts. */
  readonly version: number;
  /** To be parsed again (`productAnalysisSchema`): an older version of the app may have written it. */
  readonly analysis: unknown;
  readonly origin: 'model' | 'merchant';
  /** "provider/model" that read it; null for an edit. */
  readonly model: string | null;
  /** True when a stand-in read it. */
  readonly placeholder: boolean;
  /** sha256 of the photo that was read; null for an edit. */
  readonly sourceHash: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export type NewAnalysis = Omit<AnalysisVersion, 'analysis' | 'createdAt'> & {
  readonly analysis: ProductAnalysis;
  readonly now: Date;
};

export interface ProductAnalyses {
  /** The newest version of each photo that has one, by photo. At most 250 ids. */
  newest(storeId: string, productImageIds: readonly string[]): Promise<ReadonlyMap<string, AnalysisVersion>>;
  /** Newest first, at most `limit`. */
  versions(storeId: string, productImageId: string, limit: number): Promise<readonly AnalysisVersion[]>;
  /** Failure: conflict, when the photo has that version already: somebody was quicker. */
  add(storeId: string, version: NewAnalysis): Promise<Result<AnalysisVersion>>;
}
