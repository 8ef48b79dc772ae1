import { paintStrokes, type Stroke } from './mask-strokes.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The painted region as a PNG of the picture's own size, on a clear ground; null where the browser cannot make one. */
const pngOf = (strokes: readonly Stroke[], size: Size): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const brush = canvas.getContext('2d');
  if (!brush) return Promise.resolve(null);
  paintStrokes(brush, strokes, size);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
};

/** Sends what was painted to our server; App Bridge gives the request its session token. What went wrong comes in words. */
export const uploadMask = async (
  assetId: string,
  strokes: readonly Stroke[],
  size: Size,
): Promise<{ readonly maskId: string } | { readonly problem: string }> => {
  const png = await pngOf(strokes, size);
  if (!png) return { problem: 'This browser could not make a picture of what you painted.' };
  try {
    const response = await fetch(`/app/pictures/${assetId}/masks`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: png,
    });
    const answer = (await response.json()) as { maskId?: string; detail?: string };
    return response.ok && answer.maskId
      ? { maskId: answer.maskId }
      : { problem: answer.detail ?? 'What you painted could not be taken in.' };
  } catch {
    return { problem: 'What you painted did not arrive. Check the connection and try again.' };
  }
};
