import type { FidelityMeasures } from '#app/domain/fidelity/measures.ts';
import type { Result } from '#app/domain/result.ts';

/** A product's own photo and a picture made of it. */
export interface FidelityPair {
  /** JPEG, PNG or WebP, upright or with an EXIF orientation. */
  readonly source: Uint8Array;
  /** The cut-out's mask of the source: one-channel PNG of its oriented size (255 = product). */
  readonly sourceMask: Uint8Array;
  readonly result: Uint8Array;
  /** The same of the result; null where the cut-out found no product in it: it is then searched for by its looks. */
  readonly resultMask: Uint8Array | null;
}

/** Measures how much of a product is still itself in a picture; judging is the domain's. */
export interface FidelityMeter {
  /** Version of the measuring code: the same version and bytes give the same measures. */
  readonly version: string;
  /** Failures: image-corrupt, mask-empty (of the source), cancelled. */
  measure(pair: FidelityPair, options?: { readonly signal?: AbortSignal }): Promise<Result<FidelityMeasures>>;
}
