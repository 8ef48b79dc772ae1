import sharp from 'sharp';
import { failure } from '#app/domain/failure.ts';
import { boxOf, fillOf, placeProduct } from '#app/domain/imaging/placement.ts';
import { rgbOf } from '#app/domain/recipe/colour.ts';
import { digitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import type { PackshotRecipe, StudioRecipe } from '#app/domain/recipe/recipe.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { RenderedPicture, Renderer, RenderRequest } from '#app/ports/imaging.ts';
import { type Canvas, makeCanvas, paintProduct, paintShadow } from './canvas.ts';
import { decontaminate } from './decontaminate.ts';
import { CONTENT_TYPES, encodeExactly, encodePicture } from './encode-picture.ts';
import { drawFloorShadow } from './floor-shadow.ts';
import { readFooting } from './footing.ts';
import { type LightTables, makeLightTables } from './linear-light.ts';
import { loadProduct, placeFromMask } from './load-product.ts';
import type { Scene } from './scene.ts';
import { drawStudio } from './studio/draw-studio.ts';
import { writeXmp } from './xmp.ts';

/** Changes whenever the same request would give other bytes. */
const DRAWING = '2';

export interface SharpRendererOptions {
  /** Milliseconds; only for `renderMs`. */
  readonly now?: () => number;
}

/** Draws packshot and studio recipes with sharp and typed arrays; no network, no model. */
export const makeSharpRenderer = ({ now = () => performance.now() }: SharpRendererOptions = {}): Renderer => {
  const tables = makeLightTables();
  return {
    version: `${DRAWING}-sharp${sharp.versions.sharp ?? ''}-vips${sharp.versions.vips}`,
    async render(request, { signal } = {}) {
      const started = now();
      const drawn = await draw(request, tables, signal);
      return drawn.ok ? ok({ ...drawn.value, renderMs: Math.round(now() - started) }) : drawn;
    },
  };
};

const CANCELLED = failure('cancelled', 'The work was cancelled.');

type Drawn = Omit<RenderedPicture, 'renderMs'>;

const draw = async (
  request: RenderRequest,
  tables: LightTables,
  signal?: AbortSignal,
): Promise<Result<Drawn>> => {
  const { source, mask, recipe } = request;
  if (signal?.aborted) return err(CANCELLED);
  const placed = await placeFromMask(mask, (box, support) => placeProduct(recipe, box, support));
  if (!placed.ok) return placed;
  const { placement, plane } = placed.value;
  if (signal?.aborted) return err(CANCELLED);
  const loaded = await loadProduct(source, mask, plane, placement);
  if (signal?.aborted) return err(CANCELLED);
  if (!loaded.ok) return loaded;
  const product = loaded.value;
  const box = boxOf(product.alpha, product.width, product.height, 128);
  if (!box)
    return err(failure('mask-empty', 'No product was found in the picture, so there is nothing to place.'));
  decontaminate(product, tables);
  const scene: Scene = { product, target: placement.target, frame: placement.frame, tables };
  const label = digitalSourceType(recipe);
  const xmp = writeXmp(label, request.provenance);
  const file =
    recipe.kind === 'packshot' ? await packshot(recipe, scene, xmp) : await studio(recipe, scene, xmp);
  if (signal?.aborted) return err(CANCELLED);
  return ok({
    bytes: file.bytes,
    format: recipe.format,
    contentType: CONTENT_TYPES[recipe.format],
    ...placement.frame,
    fill: fillOf(box, placement.frame),
    backgroundExact: file.exact,
    digitalSourceType: label,
    upscaled: Math.max(1, Math.round(placement.scale * 1000) / 1000),
  });
};

interface FinishedFile {
  readonly bytes: Uint8Array;
  readonly exact: boolean | null;
}

const packshot = async (recipe: PackshotRecipe, scene: Scene, xmp: string): Promise<FinishedFile> => {
  const { product, target, frame, tables } = scene;
  const colour = recipe.background === 'transparent' ? null : rgbOf(recipe.background);
  const canvas: Canvas = makeCanvas(frame.width, frame.height, colour);
  const shadow =
    recipe.shadow === 'none'
      ? null
      : drawFloorShadow(recipe.shadow, readFooting(product, target.left, target.top, frame.width), frame);
  if (shadow) paintShadow(canvas, shadow);
  paintProduct(canvas, product, target.left, target.top, tables);
  const covered = { frame, product: { box: target, alpha: product.alpha }, shadow };
  return encodeExactly(canvas, recipe, xmp, colour ?? [0], covered);
};

const studio = async (recipe: StudioRecipe, scene: Scene, xmp: string): Promise<FinishedFile> => {
  const canvas = drawStudio(recipe, scene);
  return { bytes: await encodePicture(canvas, recipe, xmp), exact: null };
};
