import type {
  ImageModelCapabilities,
  ModelAspect,
  ModelImageSize,
} from '#app/domain/providers/capabilities.ts';
import type { Result } from '#app/domain/result.ts';
import type { ComposedPrompt } from '#app/domain/scene/composed-prompt.ts';
import type { ProviderCallOptions, ProviderReply } from './provider-reply.ts';

/**
 * What a reference picture is for: `product` the product to be drawn; `canvas` the picture that an edit starts from;
 * `inspiration` a mood to take over, never its product; `mask` a black and white picture of the canvas's size, white where
 * an edit may change something.
 */
export type ReferenceRole = 'product' | 'canvas' | 'inspiration' | 'mask';

export interface ImageReference {
  readonly role: ReferenceRole;
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp';
}

/**
 * One picture, asked for in full. Callers check it with `checkImageRequest` (domain/providers/check-request.ts) first; an
 * adapter sends every part of it or answers `unsupported-option`, never less than was asked (invariant 6).
 */
export interface ImageRequest {
  /** Name of the model as the provider spells it. */
  readonly model: string;
  readonly prompt: ComposedPrompt;
  /** In the order in which the model shall see them. */
  readonly references: readonly ImageReference[];
  readonly aspect: ModelAspect;
  readonly size: ModelImageSize;
  /** Null: none asked for. Only where the model takes one. */
  readonly seed: number | null;
  /** One picture a call: one output is one job is one charge. */
  readonly count: 1;
}

export interface GeneratedImage {
  /** The provider's own bytes, unchanged. */
  readonly bytes: Uint8Array;
  /** By the bytes themselves, not by what the reply claims. */
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  /** True when the bytes carry a C2PA manifest (JPEG APP11, PNG caBX, WebP C2PA chunk). */
  readonly hasC2pa: boolean;
}

/** State of a run of many requests at the provider's batch price. */
export type ImageBatchState =
  | { readonly state: 'waiting' }
  | {
      readonly state: 'done';
      /** By the key that each request was given; a key without a reply was lost by the provider. */
      readonly replies: ReadonlyMap<string, ProviderReply<GeneratedImage>>;
    }
  /** Ended without results. Nothing was made, but for a cancelled one, of which a part may have been. */
  | { readonly state: 'failed'; readonly why: 'failed' | 'expired' | 'cancelled' }
  /** The provider does not know it any more. */
  | { readonly state: 'gone' };

/** The provider's batch mode: half the price, done within a day. Each request of it is a call of its own in the book. */
export interface ImageBatches {
  /** Hands in a batch; `displayName` is unique per batch of ours, by which a lost hand-in can be found again. */
  submit(
    batch: {
      readonly displayName: string;
      readonly model: string;
      readonly requests: readonly { readonly key: string; readonly request: ImageRequest }[];
    },
    options: ProviderCallOptions,
  ): Promise<ProviderReply<{ readonly name: string }>>;
  /** The name of the batch with this display name; null when there is none. An error says nothing about whether there is. */
  find(displayName: string, options: ProviderCallOptions): Promise<Result<string | null>>;
  read(name: string, options: ProviderCallOptions): Promise<Result<ImageBatchState>>;
  cancel(name: string, options: ProviderCallOptions): Promise<Result<void>>;
  /** Has the provider delete an ended batch with its pictures; one that is gone already is no error. */
  forget(name: string, options: ProviderCallOptions): Promise<Result<void>>;
}

/** A model that makes pictures: an empty plate, a redraw with reference pictures, an edit (see `ComposedPrompt.task`). */
export interface ImageModel {
  /** Name in the book and in the tables of domain/providers: 'gemini'. */
  readonly provider: string;
  /** What people call it: 'Gemini'. */
  readonly displayName: string;
  /** True for a stand-in: its pictures are placeholders and are never published to a real store. */
  readonly isPlaceholder: boolean;
  /** What the model can do; null for a model that is not in our table and may not be used. */
  capabilities(model: string): ImageModelCapabilities | null;
  /** The final text that `make` would send for this prompt: shown in previews and stored with the asset. */
  wording(prompt: ComposedPrompt): string;
  /** One call, one picture. */
  make(request: ImageRequest, options: ProviderCallOptions): Promise<ProviderReply<GeneratedImage>>;
  /** Null where the provider has no batch mode. */
  readonly batches: ImageBatches | null;
}
