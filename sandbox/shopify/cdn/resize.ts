import sharp, { type Sharp } from 'sharp';

/**
 * A copy of a picture in another size, never larger than it is. Whether the platform's CDN keeps metadata such as XMP
 * is not documented, so it is a switch (docs/sandbox-assumptions.md).
 */
export async function resizedCopy(
  bytes: Buffer,
  mimeType: string,
  options: { width: number | undefined; height: number | undefined; keepMetadata: boolean },
): Promise<Buffer> {
  let image: Sharp = sharp(bytes);
  if (options.width || options.height) {
    image = image.resize({
      ...(options.width ? { width: options.width } : {}),
      ...(options.height ? { height: options.height } : {}),
      fit: 'inside',
      withoutEnlargement: true,
    });
  }
  if (options.keepMetadata) image = image.keepMetadata();
  switch (mimeType) {
    case 'image/png':
      return image.png().toBuffer();
    case 'image/webp':
      return image.webp({ quality: 90 }).toBuffer();
    case 'image/gif':
      return image.gif().toBuffer();
    case 'image/jpeg':
      return image.jpeg({ quality: 90 }).toBuffer();
    default:
      return bytes;
  }
}
