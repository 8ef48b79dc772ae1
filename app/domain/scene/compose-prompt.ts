import type { EditRecipe, RedrawRecipe, SceneRecipe } from '../recipe/model-recipes.ts';
import { ok, type Result } from '../result.ts';
import type { EditPrompt, FencedText, PlatePrompt, RedrawPrompt } from './composed-prompt.ts';
import { plainWords } from './plain-words.ts';
import type { ProductAnalysis } from './product-analysis.ts';
import { productRoom } from './product-room.ts';
import type { SceneDescription } from './scene-description.ts';

/**
 * The one place where a recipe becomes a prompt: preview and run call the same function with the same inputs, and the provider's
 * adapter words it (`ImageModel.wording`). What a store wrote travels in `data`, fenced; fields of a scene or an analysis, which
 * a picture may have put into a model's mouth, are made plain single lines.
 */

/** What a store says of a product. Data, whoever wrote it. */
export interface ProductFacts {
  readonly title: string;
  /** '' where the platform has none. */
  readonly productType: string;
}

/** Longest store text that is sent: a title says all it has to say by then. */
const MAX_STORE_TEXT = 300;

const plainScene = (scene: SceneDescription): SceneDescription => ({
  ...scene,
  setting: plainWords(scene.setting),
  surface: plainWords(scene.surface),
  props: scene.props.map((prop) => plainWords(prop)).filter((prop) => prop !== ''),
  mood: plainWords(scene.mood),
});

const plainAnalysis = (analysis: ProductAnalysis): ProductAnalysis => {
  const list = (words: readonly string[]) => words.map((one) => plainWords(one)).filter((one) => one !== '');
  return {
    ...analysis,
    what: plainWords(analysis.what),
    materials: list(analysis.materials),
    colours: list(analysis.colours),
    textOnIt: list(analysis.textOnIt),
  };
};

const storeText = ({ title, productType }: ProductFacts): readonly FencedText[] =>
  [
    { label: 'product title', text: plainWords(title, MAX_STORE_TEXT) },
    { label: 'product type', text: plainWords(productType, MAX_STORE_TEXT) },
  ].filter(({ text }) => text !== '');

const SIZE_WORDS = {
  tiny: 'tiny, it lies on a fingertip or in a palm',
  small: 'small, it fits in one hand',
  medium: 'medium, it is carried with two hands',
  large: 'large, it stands on the floor and reaches to the knee or the waist',
  furniture: 'a piece of furniture',
} as const satisfies Record<ProductAnalysis['sizeClass'], string>;

/**
 * An empty place. What the product is called or looks like is left out on purpose: a model that reads it tends to draw it. Only
 * its room and, where it was analysed, its size are told. `box`: the product in its photo, of the cut-out's facts.
 * Failure: unsupported-option (fill).
 */
export const composePlatePrompt = (inputs: {
  readonly recipe: Pick<SceneRecipe, 'scene' | 'frame' | 'fill'>;
  readonly box: { readonly width: number; readonly height: number } | null;
  readonly analysis: ProductAnalysis | null;
}): Result<PlatePrompt> => {
  const { recipe, box, analysis } = inputs;
  const scene = plainScene(recipe.scene);
  const { frame, fill } = recipe;
  const room = productRoom({ frame, fill, box, camera: scene.camera.height });
  if (!room.ok) return room;
  const data =
    analysis === null
      ? []
      : [{ label: 'size of what will stand there later', text: SIZE_WORDS[analysis.sizeClass] }];
  return ok({ task: 'plate', scene, room: room.value, data });
};

/** The product drawn into a place. `corrections`: what the fidelity gate said of the try before. */
export const composeRedrawPrompt = (inputs: {
  readonly recipe: Pick<RedrawRecipe, 'scene'>;
  readonly product: ProductFacts;
  readonly analysis: ProductAnalysis | null;
  readonly corrections: readonly string[];
}): RedrawPrompt => ({
  task: 'redraw',
  scene: plainScene(inputs.recipe.scene),
  product: inputs.analysis === null ? null : plainAnalysis(inputs.analysis),
  corrections: inputs.corrections.map((one) => plainWords(one)),
  data: storeText(inputs.product),
});

/** A change to a finished picture, by the merchant's words. */
export const composeEditPrompt = (inputs: {
  readonly recipe: Pick<EditRecipe, 'instruction' | 'mask'>;
  readonly product: ProductFacts;
  readonly corrections: readonly string[];
}): EditPrompt => ({
  task: 'edit',
  instruction: plainWords(inputs.recipe.instruction, 1_000),
  masked: inputs.recipe.mask !== null,
  corrections: inputs.corrections.map((one) => plainWords(one)),
  data: storeText(inputs.product),
});
