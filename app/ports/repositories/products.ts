import type { ExternalId } from '../../domain/ids.ts';
import type { PlatformProduct, ProductAttribute } from '../store-platform.ts';
import type { Page, PageRequest } from './page.ts';

export interface ProductImageView {
  readonly id: string;
  readonly externalId: ExternalId;
  readonly position: number;
  readonly alt: string;
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Made by a publication of ours. */
  readonly isOurs: boolean;
}

export interface VariantView {
  readonly id: string;
  readonly externalId: ExternalId;
  readonly title: string;
  readonly sku: string;
  readonly mediaExternalId: ExternalId | null;
  /** Null: the platform does not say. */
  readonly inStock: boolean | null;
  /** Null: not counted, or the platform does not say. */
  readonly stockQuantity: number | null;
}

/** A row of the product list. */
export interface ProductSummary {
  readonly id: string;
  readonly externalId: ExternalId;
  readonly title: string;
  readonly handle: string;
  readonly status: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly collections: readonly string[];
  readonly imageCount: number;
  readonly variantCount: number;
  readonly firstImage: ProductImageView | null;
}

export interface ProductDetail extends Omit<ProductSummary, 'imageCount' | 'variantCount' | 'firstImage'> {
  readonly deletedAt: Date | null;
  readonly attributes: readonly ProductAttribute[];
  /** Null: the platform does not say. */
  readonly inStock: boolean | null;
  readonly images: readonly ProductImageView[];
  readonly variants: readonly VariantView[];
}

export interface ProductFilter {
  /** Part of the title, the SKU or the handle; case does not matter. */
  readonly search?: string | undefined;
  readonly collection?: string | undefined;
  readonly tag?: string | undefined;
  readonly vendor?: string | undefined;
  readonly status?: string | undefined;
  readonly hasImages?: boolean | undefined;
  /** Ids of ours; what a list of pictures names. */
  readonly ids?: readonly string[] | undefined;
  /** Ids of the platform; what is chosen in a store's own product list comes with these. */
  readonly externalIds?: readonly ExternalId[] | undefined;
}

/** Our mirror of the catalogue. */
export interface Products {
  /**
   * Stores products as the platform has them now, variants and pictures included, in a fixed number of statements. A
   * product whose stored `updatedAt` is newer stays as it is (but counts as seen). Returns how many were written.
   */
  upsertMany(
    storeId: string,
    products: readonly PlatformProduct[],
    options: {
      readonly syncId: string | null;
      /** When the platform was asked: a product that was marked as deleted after that stays deleted. */
      readonly readAt: Date;
    },
  ): Promise<number>;
  /** Marks one as deleted; false when the store has no such product. */
  markDeleted(storeId: string, externalId: ExternalId, now: Date): Promise<boolean>;
  /** After a whole sync: what it did not see, and what nothing else has brought since it began, is gone. */
  markUnseenDeleted(
    storeId: string,
    sync: { readonly id: string; readonly startedAt: Date; readonly now: Date },
  ): Promise<number>;
  get(storeId: string, id: string): Promise<ProductDetail | null>;
  findByExternalId(storeId: string, externalId: ExternalId): Promise<ProductDetail | null>;
  /** By id; those deleted in the store are left out. */
  list(storeId: string, filter: ProductFilter, page: PageRequest): Promise<Page<ProductSummary>>;
  /** The values that filters offer: at most 250 of each, in order. */
  facets(storeId: string): Promise<{
    readonly collections: readonly string[];
    readonly tags: readonly string[];
    readonly vendors: readonly string[];
  }>;
}
