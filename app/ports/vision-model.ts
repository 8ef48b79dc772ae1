import type { z } from 'zod';
import type { TextModelCapabilities } from '#app/domain/providers/capabilities.ts';
import type { VisionTask } from '#app/domain/providers/tasks.ts';
import type { FencedText } from '#app/domain/scene/composed-prompt.ts';
import type { ProviderCallOptions, ProviderReply } from './provider-reply.ts';

export interface VisionImage {
  /** What it is, in words of ours: "source photo". The model is told, in this order. */
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp';
}

/** A question whose answer has a shape. The same request can be put to either provider. */
export interface VisionRequest<T> {
  readonly task: VisionTask;
  /** Name of the model as the provider spells it. */
  readonly model: string;
  /** What to do, in words of ours; never store text. */
  readonly instructions: string;
  /** Store text: fenced by the adapter, with the order not to follow it. */
  readonly data: readonly FencedText[];
  readonly images: readonly VisionImage[];
  /**
   * Shape of the answer: sent as JSON schema (`z.toJSONSchema`) where the provider takes one, and the reply is parsed with it;
   * one that does not fit is `provider-bad-reply`.
   */
  readonly answer: z.ZodType<T>;
  /** Most tokens of the answer, thinking included; part of the cost's upper bound. */
  readonly maxOutputTokens: number;
}

/** A model that looks at pictures and text and answers in a given shape. */
export interface VisionModel {
  /** Name in the book and in the tables of domain/providers: 'claude', 'gemini'. */
  readonly provider: string;
  /** What people call it: 'Claude'. */
  readonly displayName: string;
  /** True for a stand-in. */
  readonly isPlaceholder: boolean;
  /** Null for a model that is not in our table and may not be used. */
  capabilities(model: string): TextModelCapabilities | null;
  ask<T>(request: VisionRequest<T>, options: ProviderCallOptions): Promise<ProviderReply<T>>;
}
