import type { CutOutFacts } from '#app/domain/imaging/cut-out-facts.ts';
import type { SourceFacts } from '#app/domain/imaging/source-image.ts';
import type { DigitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import type { LocalRecipe, OutputFormat } from '#app/domain/recipe/recipe.ts';
import type { Result } from '#app/domain/result.ts';

/** Looks at a source picture before anything is made of it. */
export interface ImageInspector {
  /**
   * `declaredType`: the Content-Type it came with, if any (`application/octet-stream` counts as none). Failures:
   * image-empty, image-corrupt, image-truncated, image-too-large, image-too-small, image-animated,
   * image-type-unsupported (SVG, HEIC, AVIF, GIF, no picture at all), image-type-mismatch.
   */
  inspect(
    bytes: Uint8Array,
    options?: { readonly declaredType?: string; readonly signal?: AbortSignal },
  ): Promise<Result<SourceFacts>>;
}

/** A mask: its facts, and its pixels as a one-channel 8-bit PNG of the source's oriented size (255 = product). */
export interface CutOutMask {
  readonly facts: CutOutFacts;
  readonly png: Uint8Array;
}

export interface CutOut {
  /**
   * Name of what this cut-out is made by (model hash and version of our steps): part of the key under which a mask is
   * kept, so that a new model makes new masks.
   */
  readonly version: string;
  /**
   * Finds the product. A mask that found nothing is an ordinary value (`facts.doubts` has `empty`, confidence 0); the
   * renderer refuses it with `mask-empty`. Failures: image-*, cancelled, internal.
   */
  cutOut(source: Uint8Array, options?: { readonly signal?: AbortSignal }): Promise<Result<CutOutMask>>;
  dispose(): Promise<void>;
}

/** Written into the file's XMP. No names, no places, no times: the same inputs give the same bytes. */
export interface RenderProvenance {
  /** sha256 (hex) of the source file. */
  readonly sourceHash: string;
  /** sha256 (hex) of the canonical recipe. */
  readonly recipeHash: string;
  /** Versions of what took part, for example `{ softbox: '0.1.0', cutOut: 'isnet-…' }`. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface RenderRequest {
  readonly source: Uint8Array;
  readonly mask: CutOutMask;
  readonly recipe: LocalRecipe;
  readonly provenance: RenderProvenance;
}

export interface RenderedPicture {
  readonly bytes: Uint8Array;
  readonly format: OutputFormat;
  readonly contentType: 'image/jpeg' | 'image/webp' | 'image/png';
  readonly width: number;
  readonly height: number;
  /** Measured: longest side of the placed product's box (alpha >= 0.5) over the frame's side on that axis. */
  readonly fill: number;
  /**
   * Measured on the decoded file: every pixel far from product and shadow has exactly the colour asked for. Null where
   * the recipe asks for no exact colour (studio).
   */
  readonly backgroundExact: boolean | null;
  readonly digitalSourceType: DigitalSourceType;
  /** Enlargement of the product's pixels against the source; 1 when nothing was enlarged. */
  readonly upscaled: number;
  readonly renderMs: number;
}

export interface Renderer {
  /** Version of the drawing code: the same version, recipe and source give the same bytes. */
  readonly version: string;
  /** Failures: image-corrupt, image-too-small (upscale refused), mask-empty, unsupported-option, cancelled, internal. */
  render(
    request: RenderRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<RenderedPicture>>;
}

/** Reads the label of a finished file (JPEG, PNG, WebP): the full URI of Iptc4xmpExt:DigitalSourceType, or null. */
export type ReadDigitalSourceType = (bytes: Uint8Array) => string | null;
