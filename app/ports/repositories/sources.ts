/** A picture of a product in the channel that may be used as a source: never one of ours. */
export interface SourceImage {
  readonly productId: string;
  readonly productImageId: string;
  readonly url: string;
}

/** A product and its usable pictures, in the order of its gallery. */
export interface ProductSources {
  readonly productId: string;
  /** True when the product is gone from the channel; then it has no pictures either. */
  readonly deleted: boolean;
  readonly images: readonly SourceImage[];
}

export interface Sources {
  /** Those of the products that the store has or had, with their pictures. At most 1,000 ids. */
  ofProducts(storeId: string, productIds: readonly string[]): Promise<readonly ProductSources[]>;
  /** Those of the pictures that the store has, of products that are not deleted. At most 1,000 ids. */
  ofImages(storeId: string, productImageIds: readonly string[]): Promise<readonly SourceImage[]>;
  /** Ids of all products of the store that are not deleted, by id, after `after`. */
  productIds(storeId: string, after: string | null, limit: number): Promise<readonly string[]>;
}
