import type { ProductAnalysis } from './product-analysis.ts';
import type { SceneDescription } from './scene-description.ts';

/** Text that came from a store or a merchant: data. Adapters fence it and tell the model not to follow it (invariant 10). */
export interface FencedText {
  /** What it is, in words of ours: "product title". */
  readonly label: string;
  readonly text: string;
}

/** Room that an empty plate has to leave for the product, as shares of the frame (0..1, origin at the top left). */
export interface ProductRoom {
  /** Middle of the line on which the product will stand. */
  readonly footing: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
}

/** An empty place, to put the product's own pixels into. */
export interface PlatePrompt {
  readonly task: 'plate';
  readonly scene: SceneDescription;
  readonly room: ProductRoom;
  readonly data: readonly FencedText[];
}

/** The product drawn into a scene by the model, from its photos. */
export interface RedrawPrompt {
  readonly task: 'redraw';
  readonly scene: SceneDescription;
  readonly product: ProductAnalysis | null;
  /** What a fidelity check found wrong with the try before, each in one sentence of ours. */
  readonly corrections: readonly string[];
  readonly data: readonly FencedText[];
}

/** A change to a finished picture. */
export interface EditPrompt {
  readonly task: 'edit';
  /** The merchant's own words; they are obeyed as to what to change, and fenced against everything else. */
  readonly instruction: string;
  /** True when only a painted region may change. */
  readonly masked: boolean;
  readonly corrections: readonly string[];
  readonly data: readonly FencedText[];
}

/**
 * What a picture is asked for with, in typed inputs. The wording is each provider's adapter's (`ImageModel.wording`); preview
 * and run pass through the same two functions, so what is previewed is what is sent.
 */
export type ComposedPrompt = PlatePrompt | RedrawPrompt | EditPrompt;
export type ImageTask = ComposedPrompt['task'];
