import type { FileLimits } from './fair-shares.ts';

/** Aspects that image models take, width:height. */
export const MODEL_ASPECTS = [
  '1:1',
  '2:3',
  '3:2',
  '3:4',
  '4:3',
  '4:5',
  '5:4',
  '9:16',
  '16:9',
  '21:9',
  '1:4',
  '4:1',
  '1:8',
  '8:1',
] as const;
export type ModelAspect = (typeof MODEL_ASPECTS)[number];

/** Sizes as providers name them: about 512, 1024, 2048, 4096 pixels on the side of a square. */
export const MODEL_IMAGE_SIZES = ['512', '1K', '2K', '4K'] as const;
export type ModelImageSize = (typeof MODEL_IMAGE_SIZES)[number];

/** What a model that makes pictures can do, by its provider's documents (`source`). */
export interface ImageModelCapabilities {
  readonly provider: string;
  readonly model: string;
  readonly displayName: string;
  readonly aspects: readonly ModelAspect[];
  readonly sizes: readonly ModelImageSize[];
  /** Reference pictures of one request, canvas and mask included. */
  readonly maxReferences: number;
  readonly canEdit: boolean;
  /**
   * `native`: takes a mask of its own; `as-reference`: the mask is shown as one more picture, a wish, so the caller puts the
   * pixels outside it back; `none`.
   */
  readonly mask: 'native' | 'as-reference' | 'none';
  /** True when the same seed is documented to give the same picture, or nearly so. */
  readonly seed: boolean;
  /** Half price, within a day. */
  readonly batch: boolean;
  /** Content types of its pictures. */
  readonly formats: readonly ('image/png' | 'image/jpeg' | 'image/webp')[];
  /** Content types it takes as reference. */
  readonly inputFormats: readonly string[];
  /** Bytes of the reference files of one request. */
  readonly inputLimits: FileLimits;
  /** Day (ISO) on which the provider switches it off, where it has said so. */
  readonly retiresOn: string | null;
  /** Pages the facts were read from; what none of them says is left out of the table. */
  readonly sources: readonly string[];
}

/** What a model that reads pictures and text can do. */
export interface TextModelCapabilities {
  readonly provider: string;
  readonly model: string;
  readonly displayName: string;
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
  /** Pictures of one request, at most what we allow ourselves. */
  readonly maxImages: number;
  /** How an answer is held to a shape: by a JSON schema that the provider enforces, or by parsing alone. */
  readonly structuredOutput: boolean;
  /** False: sampling options (temperature, top_p, top_k) are refused by the provider. */
  readonly sampling: boolean;
  readonly batch: boolean;
  readonly retiresOn: string | null;
  readonly sources: readonly string[];
}
