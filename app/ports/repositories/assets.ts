import type { DrawVerdict } from '../../domain/fidelity/draw-verdict.ts';
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
  /** Left out where no model took part. */
  readonly model?: ModelProvenance;
  /** The picture that an edit started from; its words and its mask are in the recipe. Left out for a first version. */
  readonly parent?: { readonly assetId: string; readonly contentHash: string };
}

/** How a model took part in a picture. */
export interface ModelProvenance {
  /** "provider/model" */
  readonly name: string;
  /** A stand-in drew it: not for a real store. */
  readonly isPlaceholder: boolean;
  /** Every draw of the job, the last one is in the picture. */
  readonly draws: readonly DrawProvenance[];
  /** Photos of the product that the model was shown. */
  readonly references: readonly ShownReference[];
  /** What the fidelity gate said of the last draw; null where the recipe has no gate. */
  readonly fidelity: DrawVerdict | null;
  /** C2PA manifests: whether the provider's bytes carried one; the finished file never does, it is made anew. */
  readonly c2pa: { readonly received: boolean; readonly published: false };
}

export interface ShownReference {
  readonly productImageId: string;
  /** sha256 of the photo as it was. */
  readonly sourceHash: string;
  /** The smaller copy that was sent; left out where the photo itself was. */
  readonly sent?: {
    /** sha256 of the bytes that were sent. */
    readonly hash: string;
    readonly bytes: number;
    readonly width: number;
    readonly height: number;
  };
}

export interface DrawProvenance {
  readonly number: number;
  /** The text that the model was sent, word for word. */
  readonly wording: string;
  /** Row in the provider-call book, and the provider's own name for the call. */
  readonly callId: string;
  readonly requestId: string | null;
  readonly modelVersion: string | null;
  /** Where the provider's own bytes are kept. */
  readonly objectKey: string;
  readonly hasC2pa: boolean;
  readonly verdict: DrawVerdict | null;
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
  /** A stand-in of a provider took part: never published to a real store. */
  readonly isPlaceholder?: boolean;
}

export interface Asset extends Omit<NewAsset, 'provenance'> {
  readonly isPlaceholder: boolean;
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
