import { type Failure, failure } from '#app/domain/failure.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Models make pictures near the aspect asked for, not on it: 848 × 1264 for 2:3, 896 × 1152 for 4:5
 * (https://ai.google.dev/gemini-api/docs/image-generation#aspect_ratios_and_image_size). That much is cut off; more would
 * cut into what was drawn.
 */
const ROUNDING = 0.045;

/** Why a model's picture cannot be brought to a frame, or null when it can: its aspect is another than was asked for. */
export const aspectFault = (picture: Size, frame: Size): Failure | null => {
  const off = picture.width / picture.height / (frame.width / frame.height);
  if (off <= 1 + ROUNDING && off >= 1 / (1 + ROUNDING)) return null;
  const message =
    `The model's picture has another shape (${picture.width} × ${picture.height} px) than was asked for ` +
    `(${frame.width} × ${frame.height} px). Nothing was charged for it; try again.`;
  return failure('provider-bad-reply', message, {
    details: { reason: 'WRONG_ASPECT', width: picture.width, height: picture.height },
  });
};
