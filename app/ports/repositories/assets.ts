import type { ReviewState } from '../../domain/publication.ts';
import type { OutputFormat } from '../../domain/recipe/recipe.ts';
import type { Page, PageRequest } from './page.ts';

/** How a picture came about: what is needed to make the same bytes again. */
export interface AssetProvenance {
  readonly sourceHash: string;
  readonly sourceUrl: string;
  readonly recipe: unknown;
  readonly versions: Readonly<Record<string, string>>;
  readonly mask: { readonly method: string; readonly confidence: number; readonly doubts: readonly string[] };
  /** ISO times. */
  readonly times: { readonly fetchedAt: string; readonly renderedAt: string };
}

/** A finished picture as the worker hands it over; the job it belongs to gives it store, product and recipe. */
export interface NewAsset {
  readonly id: string;
  readonly objectKey: string;
  readonly contentHash: string;
  readonly sourceHash: string;
  readonly sourceKey: string;
  readonly format: OutputFormat;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly fill: number;
  readonly backgroundExact: boolean | null;
  readonly maskConfidence: number;
  readonly doubts: readonly string[];
  readonly upscaled: number;
  readonly digitalSourceType: string;
  readonly provenance: AssetProvenance;
  readonly renderMs: number;
  /** Image model that took part ("gemini/gemini-3.1-flash-image"); left out or null for recipes made here alone. */
  readonly model?: string | null;
}

export interface Asset extends Omit<NewAsset, 'provenance'> {
  readonly storeId: string;
  readonly jobId: string;
  readonly batchId: string;
  readonly productId: string;
  readonly productImageId: string;
  readonly recipeHash: string;
  /** The picture that it is an edit of; null for a first version. */
  readonly parentAssetId: string | null;
  readonly createdAt: Date;
  /** True when a check wants a person to look at it (its job is `held`). */
  readonly held: boolean;
  readonly review: ReviewState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

export interface AssetFilter {
  readonly productId?: string | undefined;
  readonly batchId?: string | undefined;
  readonly review?: ReviewState | undefined;
  readonly held?: boolean | undefined;
}

export interface Assets {
  get(storeId: string, id: string): Promise<Asset | null>;
  /** Newest first. */
  list(storeId: string, filter: AssetFilter, page: PageRequest): Promise<Page<Asset>>;
  provenance(storeId: string, id: string): Promise<AssetProvenance | null>;
}
