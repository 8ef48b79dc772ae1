import sharp from 'sharp';
import { MAX_SOURCE_PIXELS, type SourceFacts } from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Compositor } from '#app/ports/compositor.ts';
import type { Canvas } from '../canvas.ts';
import { CONTENT_TYPES, encodePicture } from '../encode-picture.ts';
import { writeXmp } from '../xmp.ts';
import { CANCELLED, type Composed, type ComposeTools } from './compose-scene.ts';
import { featherInside, readEditMask } from './edit-mask.ts';
import { coverScale, fitPicture } from './fit-picture.ts';
import { inspectPicture, unreadable } from './read-safely.ts';
import { aspectFault } from './same-aspect.ts';

export type EditRequest = Parameters<Compositor['mergeEdit']>[0];

/** Width of the seam inside the mask, as a share of the longer side. */
const FEATHER = 0.004;
const MIDDLE = { x: 0.5, y: 0.5 };

/**
 * Outside the mask the canvas's pixels are copied, so PNG and lossless WebP give them back bit by bit. JPEG and lossy WebP are
 * encoded anew: there every pixel of the picture may come back some levels off, as on any saving in these formats.
 * `upscaled` says by how much the model's picture was enlarged to the canvas.
 */
export const mergeEdit = async (
  { canvas, edited, mask, recipe, label, provenance }: EditRequest,
  { inspector }: ComposeTools,
  signal?: AbortSignal,
): Promise<Result<Composed>> => {
  if (signal?.aborted) return err(CANCELLED);
  const facts = await inspectPicture(inspector, canvas, 'picture to edit');
  if (!facts.ok) return facts;
  const frame = { width: facts.value.width, height: facts.value.height };
  const open = mask === null ? null : await readEditMask(inspector, mask, frame);
  if (open !== null && !open.ok) return open;
  const editedFacts = await inspectPicture(inspector, edited.bytes, 'edited picture');
  if (!editedFacts.ok) return editedFacts;
  const fault = aspectFault(editedFacts.value, frame);
  if (fault) return err(fault);
  if (signal?.aborted) return err(CANCELLED);
  const fitted = await fitPicture(edited.bytes, editedFacts.value, frame, MIDDLE, 'edited picture');
  if (!fitted.ok) return fitted;
  if (signal?.aborted) return err(CANCELLED);
  const picture: Canvas = { data: fitted.value, ...frame, channels: 3 };
  const merged =
    open === null
      ? ok(picture)
      : await keepOutside(canvas, facts.value, picture, open.value, recipe.format === 'jpeg');
  if (!merged.ok) return merged;
  if (signal?.aborted) return err(CANCELLED);
  return ok({
    bytes: await encodePicture(merged.value, recipe, writeXmp(label, provenance)),
    format: recipe.format,
    contentType: CONTENT_TYPES[recipe.format],
    ...frame,
    fill: 0,
    backgroundExact: null,
    digitalSourceType: label,
    upscaled: Math.max(1, Math.round(coverScale(editedFacts.value, frame) * 1000) / 1000),
  });
};

/** The canvas with the edited pixels where the mask is open. A transparent canvas stays transparent outside of it. */
const keepOutside = async (
  bytes: Uint8Array,
  facts: SourceFacts,
  edited: Canvas,
  open: Uint8Array,
  opaque: boolean,
): Promise<Result<Canvas>> => {
  const own = await readCanvas(bytes, facts, opaque);
  if (!own) return err(unreadable('picture to edit', 'image-corrupt'));
  const feather = Math.max(1.5, FEATHER * Math.max(facts.width, facts.height));
  const weights = featherInside(open, facts, feather);
  const { data, channels } = own;
  for (let i = 0; i < weights.length; i++) {
    const w = (weights[i] ?? 0) / 255;
    if (w === 0) continue;
    const to = i * channels;
    const under = channels === 4 ? (data[to + 3] ?? 0) / 255 : 1;
    const total = w + under * (1 - w);
    for (let c = 0; c < 3; c++) {
      const kept = (data[to + c] ?? 0) * under * (1 - w);
      data[to + c] = Math.round((kept + (edited.data[i * 3 + c] ?? 0) * w) / total);
    }
    if (channels === 4) data[to + 3] = Math.round(total * 255);
  }
  return ok(own);
};

const readCanvas = async (
  bytes: Uint8Array,
  { width, height, transparent }: SourceFacts,
  opaque: boolean,
): Promise<Canvas | null> => {
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
    .autoOrient()
    .toColourspace('srgb');
  const keepsAlpha = transparent && !opaque;
  const shaped = keepsAlpha ? image.ensureAlpha() : image.flatten({ background: '#ffffff' });
  const raw = await shaped
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!raw) return null;
  return { data: spread(raw.data, width * height, keepsAlpha), width, height, channels: keepsAlpha ? 4 : 3 };
};

/** Grey pictures as colour, alpha kept. */
const spread = (data: Uint8Array, pixels: number, alpha: boolean): Uint8Array => {
  const channels = data.length / pixels;
  if (channels >= 3) return data;
  const out = new Uint8Array(pixels * (alpha ? 4 : 3));
  const size = out.length / pixels;
  for (let i = 0; i < pixels; i++) {
    out.fill(data[i * channels] ?? 0, i * size, i * size + 3);
    if (alpha) out[i * size + 3] = data[i * channels + 1] ?? 255;
  }
  return out;
};
