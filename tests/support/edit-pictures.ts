import sharp from 'sharp';

/** Canvases, masks and what is compared of them, for tests of edits. */
export const svg = (width: number, height: number, shapes: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`,
    ),
  );

/** Black, with a white rectangle in shares of the size. */
export const rectangleMask = (
  size: { readonly width: number; readonly height: number },
  { left, top, width, height }: Readonly<Record<'left' | 'top' | 'width' | 'height', number>>,
): Promise<Buffer> =>
  svg(
    size.width,
    size.height,
    `<rect width="100%" height="100%" fill="black"/><rect x="${Math.round(left * size.width)}" y="${Math.round(top * size.height)}" width="${Math.round(width * size.width)}" height="${Math.round(height * size.height)}" fill="white"/>`,
  )
    .png()
    .toBuffer();

const rgb = async (bytes: Uint8Array) => {
  const { data, info } = await sharp(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** How many pixels differ between two pictures of one size: where the mask is black, and where it is white. */
export const changedPixels = async (
  one: Uint8Array,
  other: Uint8Array,
  mask: Uint8Array,
): Promise<{ readonly outside: number; readonly inside: number; readonly open: number }> => {
  const [a, b] = await Promise.all([rgb(one), rgb(other)]);
  const plane = await sharp(mask).toColourspace('b-w').extractChannel(0).raw().toBuffer();
  if (a.width !== b.width || a.height !== b.height || plane.length !== a.width * a.height) {
    throw new Error('the pictures are not of one size');
  }
  const changed = { outside: 0, inside: 0, open: 0 };
  for (let i = 0; i < plane.length; i++) {
    const isOpen = (plane[i] ?? 0) >= 128;
    if (isOpen) changed.open += 1;
    const same = [0, 1, 2].every((c) => a.data[i * 3 + c] === b.data[i * 3 + c]);
    if (!same) changed[isOpen ? 'inside' : 'outside'] += 1;
  }
  return changed;
};
