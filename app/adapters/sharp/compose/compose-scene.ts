import { failure } from '#app/domain/failure.ts';
import { boxOf, fillOf, placeInRoom } from '#app/domain/imaging/placement.ts';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Compositor } from '#app/ports/compositor.ts';
import type { ImageInspector, RenderedPicture, RenderProvenance } from '#app/ports/imaging.ts';
import { type Canvas, paintProduct } from '../canvas.ts';
import { decontaminate } from '../decontaminate.ts';
import { CONTENT_TYPES, encodePicture } from '../encode-picture.ts';
import { readFooting } from '../footing.ts';
import type { LightTables } from '../linear-light.ts';
import { loadProduct, placeFromMask } from '../load-product.ts';
import { writeXmp } from '../xmp.ts';
import { coverScale, fitPicture } from './fit-picture.ts';
import { drawGroundGain } from './ground-gain.ts';
import { lightPool } from './light-pool.ts';
import { paintGround } from './paint-ground.ts';
import { readNoise } from './read-noise.ts';
import { inspectPicture } from './read-safely.ts';
import { readStance } from './stance.ts';
import { readWhitePoint, tintProduct, type WhitePoint } from './tint-product.ts';

export type SceneRequest = Parameters<Compositor['composeScene']>[0];
export type Composed = Omit<RenderedPicture, 'renderMs'>;

export interface ComposeTools {
  readonly inspector: ImageInspector;
  readonly tables: LightTables;
}

export const CANCELLED = failure('cancelled', 'The work was cancelled.');
const EMPTY = failure('mask-empty', 'No product was found in the picture, so there is nothing to place.');

/** Grain is only ever added, and never so much that it is seen. */
const MOST_GRAIN = 2.6;

export const composeScene = async (
  { source, mask, plate, room, recipe, provenance }: SceneRequest,
  { inspector, tables }: ComposeTools,
  signal?: AbortSignal,
): Promise<Result<Composed>> => {
  if (signal?.aborted) return err(CANCELLED);
  const facts = await inspectPicture(inspector, plate.bytes, 'plate');
  if (!facts.ok) return facts;
  const placed = await placeFromMask(mask, (box, support) => placeInRoom(recipe, room, box, support));
  if (!placed.ok) return placed;
  const { placement, plane } = placed.value;
  const { frame, target } = placement;
  if (signal?.aborted) return err(CANCELLED);
  const loaded = await loadProduct(source, mask, plane, placement);
  if (!loaded.ok) return loaded;
  const product = loaded.value;
  const box = boxOf(product.alpha, product.width, product.height, 128);
  if (!box) return err(EMPTY);
  if (signal?.aborted) return err(CANCELLED);
  const ground = await fitPicture(plate.bytes, facts.value, frame, room.footing, 'plate');
  if (!ground.ok) return ground;
  if (signal?.aborted) return err(CANCELLED);
  const canvas: Canvas = { data: ground.value, ...frame, channels: 3 };
  decontaminate(product, tables);
  const white = recipe.tint > 0 ? readWhitePoint(canvas, tables) : null;
  const stance = readStance(readFooting(product, target.left, target.top, frame.width));
  const standing = { product, left: target.left, top: target.top, stance };
  paintGround(canvas, {
    ground: drawGroundGain(canvas, standing, recipe.scene, recipe.shadow, tables),
    pool: lightPool(canvas, product, target.left, target.top, tables),
    grain: missingGrain(product, canvas),
    seed: recipe.seed,
  });
  if (white) tintProduct(product, white, recipe.tint, tables);
  paintProduct(canvas, product, target.left, target.top, tables);
  if (signal?.aborted) return err(CANCELLED);
  const label = DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia;
  const enlarged = coverScale(facts.value, frame);
  const xmp = writeXmp(label, withNotes(provenance, tintNote(recipe.tint, white), plateNote(enlarged)));
  return ok({
    bytes: await encodePicture(canvas, recipe, xmp),
    format: recipe.format,
    contentType: CONTENT_TYPES[recipe.format],
    ...frame,
    fill: fillOf(box, frame),
    backgroundExact: null,
    digitalSourceType: label,
    upscaled: Math.max(1, Math.round(placement.scale * 1000) / 1000),
  });
};

/** Levels of grain that the plate lacks against the product's photo; a plate with more keeps it. */
const missingGrain = (
  product: {
    readonly rgb: Uint8Array;
    readonly alpha: Uint8Array;
    readonly width: number;
    readonly height: number;
  },
  plate: Canvas,
): number => {
  const own = readNoise(product, (x, y) => product.alpha[y * product.width + x] === 255);
  const there = readNoise({ rgb: plate.data, width: plate.width, height: plate.height });
  return Math.min(MOST_GRAIN, Math.sqrt(Math.max(0, own * own - there * there)));
};

/** What a reader of the file shall know beside the versions of what took part. */
const withNotes = (provenance: RenderProvenance, ...notes: Record<string, string>[]): RenderProvenance => ({
  ...provenance,
  versions: Object.assign({}, provenance.versions, ...notes),
});

/** A tint is named in the file with its strength and the white point it was measured to. */
const tintNote = (strength: number, white: WhitePoint | null): Record<string, string> =>
  white === null ? {} : { tint: `${strength} towards ${white.map((v) => v.toFixed(3)).join('/')}` };

/** A place that is softer than the frame asks for is said so; `upscaled` of the picture speaks of the product alone. */
const plateNote = (enlarged: number): Record<string, string> =>
  enlarged > 1 ? { plate: `enlarged ${enlarged.toFixed(2)} times` } : {};
