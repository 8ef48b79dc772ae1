import { failure } from '#app/domain/failure.ts';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { frameSize } from '#app/domain/recipe/frame.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Compositor } from '#app/ports/compositor.ts';
import type { Canvas } from '../canvas.ts';
import { CONTENT_TYPES, encodePicture } from '../encode-picture.ts';
import { writeXmp } from '../xmp.ts';
import { CANCELLED, type Composed, type ComposeTools } from './compose-scene.ts';
import { coverScale, fitPicture } from './fit-picture.ts';
import { inspectPicture } from './read-safely.ts';
import { aspectFault } from './same-aspect.ts';

export type RedrawRequest = Parameters<Compositor['finishRedraw']>[0];

const MIDDLE = { x: 0.5, y: 0.5 };

/** `upscaled` here says by how much the model's picture was enlarged: the product in it was drawn at that size. */
export const finishRedraw = async (
  { drawn, recipe, provenance }: RedrawRequest,
  { inspector }: ComposeTools,
  signal?: AbortSignal,
): Promise<Result<Composed>> => {
  if (signal?.aborted) return err(CANCELLED);
  const facts = await inspectPicture(inspector, drawn.bytes, 'drawn picture');
  if (!facts.ok) return facts;
  const frame = frameSize(recipe.frame);
  const fault = aspectFault(facts.value, frame);
  if (fault) return err(fault);
  const scale = coverScale(facts.value, frame);
  if (scale > 1 && recipe.upscale === 'refuse') {
    const side = Math.floor(Math.max(frame.width, frame.height) / scale);
    const message = `The model's picture would be enlarged ${scale.toFixed(2)} times; without that the frame can be ${side} px long at most, or the model has to be asked for a larger size.`;
    const details = { upscaled: scale, longestSide: side };
    return err(failure('image-too-small', message, { field: 'upscale', details }));
  }
  if (signal?.aborted) return err(CANCELLED);
  const fitted = await fitPicture(drawn.bytes, facts.value, frame, MIDDLE, 'drawn picture');
  if (!fitted.ok) return fitted;
  if (signal?.aborted) return err(CANCELLED);
  const canvas: Canvas = { data: fitted.value, ...frame, channels: 3 };
  const label = DIGITAL_SOURCE_TYPES.trainedAlgorithmicMedia;
  return ok({
    bytes: await encodePicture(canvas, recipe, writeXmp(label, provenance)),
    format: recipe.format,
    contentType: CONTENT_TYPES[recipe.format],
    ...frame,
    fill: 0,
    backgroundExact: null,
    digitalSourceType: label,
    upscaled: Math.max(1, Math.round(scale * 1000) / 1000),
  });
};
