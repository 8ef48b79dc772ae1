import type { DigitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import type { EditRecipe, RedrawRecipe, SceneRecipe } from '#app/domain/recipe/model-recipes.ts';
import type { Result } from '#app/domain/result.ts';
import type { ProductRoom } from '#app/domain/scene/composed-prompt.ts';
import type { CutOutMask, RenderedPicture, RenderProvenance } from './imaging.ts';

/** A model's picture, as the provider sent it. */
export type ModelPicture = { readonly bytes: Uint8Array };

/** Puts together what a model made and what is the product's own. Deterministic: the same inputs give the same bytes. */
export interface Compositor {
  /** Version of the drawing code. */
  readonly version: string;
  /**
   * The product's own pixels (at most one resampling) into an empty plate, standing where `room` says, with a shadow that
   * follows the scene's light; light and tint are matched in plate and shadow, never in the product unless `recipe.tint` > 0.
   * The plate is scaled and cropped about the room to the recipe's frame. Failures: image-corrupt (named: the plate),
   * image-too-small (upscale refused), mask-empty, cancelled, internal.
   */
  composeScene(
    request: {
      readonly source: Uint8Array;
      readonly mask: CutOutMask;
      readonly plate: ModelPicture;
      /** In shares of the recipe's frame. */
      readonly room: ProductRoom;
      readonly recipe: SceneRecipe;
      readonly provenance: RenderProvenance;
    },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<RenderedPicture>>;
  /**
   * A redraw brought to the recipe's frame and format, labelled. Never cropped by more than rounding: the model was asked
   * for this aspect. `fill` of the answer is measured by the caller's mask when there is one, else 0. Failures as above.
   */
  finishRedraw(
    request: {
      readonly drawn: ModelPicture;
      readonly recipe: RedrawRecipe;
      readonly provenance: RenderProvenance;
    },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<RenderedPicture>>;
  /**
   * An edit brought to the canvas's size; where `mask` (white may change) is black, the canvas's own pixels stand, before
   * lossy encoding not one of them different. The seam lies inside the mask. `label` is the stronger of the canvas's and the
   * scene's. Failures as above.
   */
  mergeEdit(
    request: {
      readonly canvas: Uint8Array;
      readonly edited: ModelPicture;
      readonly mask: Uint8Array | null;
      readonly recipe: EditRecipe;
      readonly label: DigitalSourceType;
      readonly provenance: RenderProvenance;
    },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<RenderedPicture>>;
}
