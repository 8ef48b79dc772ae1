import type { GalleryStep } from '../domain/gallery/steps.ts';
import type { ExternalId } from '../domain/ids.ts';
import type { ProductMediaSnapshot } from '../domain/publication.ts';
import type { Result } from '../domain/result.ts';
import type { AltTexts } from './alt-texts.ts';

/** A picture of a product in the channel. `position` is its index among all media, videos included. */
export interface PlatformImage {
  readonly externalId: ExternalId;
  readonly position: number;
  readonly alt: string;
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
}

export interface PlatformVariant {
  readonly externalId: ExternalId;
  readonly title: string;
  readonly sku: string;
  readonly position: number;
  readonly mediaExternalId: ExternalId | null;
  readonly stock?: PlatformStock | undefined;
}

/** Whether it can be bought now. Left out where the platform is not asked for it. */
export interface PlatformStock {
  readonly inStock: boolean;
  /** Null: not counted. */
  readonly quantity: number | null;
}

/** Something a product says of itself by name: material, size … */
export interface ProductAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** A product whole: all its variants and pictures, however many pages they took. */
export interface PlatformProduct {
  readonly externalId: ExternalId;
  readonly title: string;
  readonly handle: string;
  readonly status: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  /** Titles. */
  readonly collections: readonly string[];
  readonly attributes?: readonly ProductAttribute[] | undefined;
  readonly stock?: PlatformStock | undefined;
  readonly updatedAt: Date;
  readonly variants: readonly PlatformVariant[];
  readonly images: readonly PlatformImage[];
}

export interface ProductPage {
  readonly products: readonly PlatformProduct[];
  /** Null on the last page. It stays valid over a restart of ours. */
  readonly nextCursor: string | null;
}

/** A file of the store. `url` is known once it is ready. */
export interface PlatformFile {
  readonly id: ExternalId;
  readonly status: 'processing' | 'ready' | 'failed';
  readonly url: string | null;
  readonly alt: string;
  /** The platform's codes, when it failed. */
  readonly errors: readonly string[];
}

export interface NewFile {
  /** Unique in the store and derived from the row it is for: it is what makes a repeated upload the same upload. */
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly alt: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * A store's platform, as far as the studio needs it. Every call has a time limit, a size limit and an abort signal, and can
 * fail with store-unavailable, store-throttled (with `retryAfterMs`), store-unauthorized, store-disconnected or
 * cancelled. Every change is harmless when repeated.
 */
export interface StorePlatform extends AltTexts {
  /**
   * The store's own facts. That it answers proves that the app is installed. `grantedScopes`: what the app may do there, where the
   * platform has such a thing.
   */
  readStore(
    storeId: string,
    options?: CallOptions,
  ): Promise<
    Result<{ readonly name: string; readonly currency: string; readonly grantedScopes?: readonly string[] }>
  >;
  /** One page of the catalogue, by id; with `updatedSince` what changed since, oldest change first. */
  listProducts(
    storeId: string,
    request: { readonly cursor: string | null; readonly updatedSince: Date | null },
    options?: CallOptions,
  ): Promise<Result<ProductPage>>;
  /** Failure: product-gone. */
  readProduct(
    storeId: string,
    productId: ExternalId,
    options?: CallOptions,
  ): Promise<Result<PlatformProduct>>;
  /** The product's gallery in its order, with every variant's medium. Failure: product-gone. */
  readMedia(
    storeId: string,
    productId: ExternalId,
    options?: CallOptions,
  ): Promise<Result<ProductMediaSnapshot>>;
  /**
   * Uploads a file and gives its id; when a file of that name is there already, gives that one's id. It belongs to no
   * product yet. Failures: publish-rejected, payload-too-large.
   */
  uploadFile(storeId: string, file: NewFile, options?: CallOptions): Promise<Result<PlatformFile>>;
  /** The file of exactly this name; null when there is none (or the platform's search does not know it yet). */
  findFile(storeId: string, filename: string, options?: CallOptions): Promise<Result<PlatformFile | null>>;
  /** Null when it was deleted. */
  readFile(storeId: string, fileId: ExternalId, options?: CallOptions): Promise<Result<PlatformFile | null>>;
  /** Waits until the platform has processed it. Failures: media-failed (`details.codes`), media-gone. */
  waitUntilReady(storeId: string, fileId: ExternalId, options?: CallOptions): Promise<Result<PlatformFile>>;
  /**
   * One step of a gallery change, finished when this returns. Detaching leaves the file. Failures: publish-rejected,
   * product-gone, media-gone, media-limit.
   */
  changeGallery(
    storeId: string,
    productId: ExternalId,
    step: GalleryStep,
    options?: CallOptions,
  ): Promise<Result<void>>;
  /** The text belongs to the file and so to every product that shows it. At most 512 characters. */
  setAlt(storeId: string, fileId: ExternalId, alt: string, options?: CallOptions): Promise<Result<void>>;
  /** The bytes that shoppers get. Failures: fetch-failed, fetch-timeout, payload-too-large. */
  readLiveFile(storeId: string, url: string, options?: CallOptions): Promise<Result<Uint8Array>>;
  /**
   * Deletes a file that we made, and only if nothing uses it. `filename` is the name we gave it: a file that bears another
   * one is refused (`not-ours`), whatever its id.
   */
  deleteOwnFile(
    storeId: string,
    file: { readonly id: ExternalId; readonly filename: string },
    options?: CallOptions,
  ): Promise<Result<'deleted' | 'gone' | 'in-use' | 'not-ours'>>;
}
