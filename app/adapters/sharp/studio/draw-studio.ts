import type { StudioRecipe } from '#app/domain/recipe/recipe.ts';
import { type Canvas, paintProduct, paintShadow, type ShadowMap } from '../canvas.ts';
import { drawFloorShadow } from '../floor-shadow.ts';
import { readFooting } from '../footing.ts';
import type { Scene } from '../scene.ts';
import { drawBackdrop } from './backdrops.ts';
import { type Plinth, topCoverage } from './plinth.ts';
import { paintReflection } from './reflection.ts';
import { makeStudioLight } from './studio-light.ts';

/** Backdrop, mirror image, shadow, product: in this order, each seeded, so that the same recipe gives the same picture. */
export const drawStudio = (recipe: StudioRecipe, scene: Scene): Canvas => {
  const { product, target, frame, tables } = scene;
  const light = makeStudioLight(recipe.seed);
  const footing = readFooting(product, target.left, target.top, frame.width);
  const { canvas, plinth } = drawBackdrop(recipe.backdrop, { frame, footing, light, seed: recipe.seed });
  if (recipe.reflection > 0) paintReflection(canvas, scene, footing, recipe.reflection, plinth);
  if (recipe.shadow !== 'none') {
    const shadow = drawFloorShadow(recipe.shadow, footing, frame, { lean: light.lean, strength: 0.9 });
    if (shadow) paintShadow(canvas, plinth ? onTop(shadow, plinth) : shadow);
  }
  paintProduct(canvas, product, target.left, target.top, tables);
  return canvas;
};

/** What of a shadow falls on the plinth's top; the rest falls deep and out of sight. */
const onTop = ({ box, strength }: ShadowMap, plinth: Plinth): ShadowMap => {
  const cut = Uint8Array.from(strength, (s, i) => {
    const x = box.left + (i % box.width);
    const y = box.top + Math.floor(i / box.width);
    return s === 0 ? 0 : Math.round(s * topCoverage(plinth, x, y));
  });
  return { box, strength: cut };
};
