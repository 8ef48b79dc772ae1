import { fileUrl, sizedUrl } from '../../cdn/file-url.ts';
import { originalUrl } from '../../cdn/original-url.ts';
import { gid } from '../../gid.ts';
import type { FileRecord } from '../../state/types.ts';
import { productImageId } from '../../webhooks/product-payload.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { publishedTranslations } from './translation-view.ts';

/** A file of either kind, as `File`, `Media` and `Node` show it. */
export function fileView(context: Context, file: FileRecord): View {
  const errors = file.errors.map(({ code, message }) => ({ code, message, details: null }));
  const common: View = {
    __typename: file.kind,
    id: gid(file.kind, file.id),
    alt: file.alt,
    createdAt: file.createdAt,
    updatedAt: file.updatedAt,
    fileStatus: file.status,
    fileErrors: errors.map((error) => ({ __typename: 'FileError', ...error })),
    preview: { __typename: 'MediaPreviewImage', status: file.status, image: () => imageView(context, file) },
  };
  if (file.kind === 'GenericFile') {
    return {
      ...common,
      url: fileUrl(context.world.origin(), context.shop.record, file),
      mimeType: file.content?.mimeType ?? null,
      originalFileSize: file.content?.byteLength ?? null,
      preview: null,
    };
  }
  return {
    ...common,
    status: file.status,
    mediaContentType: 'IMAGE',
    mediaErrors: errors.map((error) => ({ __typename: 'MediaError', ...error })),
    mediaWarnings: [],
    mimeType: file.content?.mimeType ?? null,
    image: () => imageView(context, file),
    originalSource: () => originalSourceView(context, file),
    translations: (args: Arguments) => publishedTranslations(context, file, args),
  };
}

function originalSourceView(context: Context, file: FileRecord): View | null {
  if (!file.content) return null;
  return {
    __typename: 'MediaImageOriginalSource',
    fileSize: file.content.byteLength,
    url: originalUrl(context.world, context.shop, file),
  };
}

/**
 * `MediaImage.image`: null until the file was READY once. Its id is another type with the file's own number.
 * Source: capture product-create-media-parity (`gid://shopify/ImageSource/{file}`).
 */
export function imageView(
  context: Context,
  file: FileRecord,
  type: 'ImageSource' | 'ProductImage' = 'ImageSource',
): View | null {
  const url = fileUrl(context.world.origin(), context.shop.record, file);
  if (!url || !file.content) return null;
  return {
    __typename: 'Image',
    id: type === 'ImageSource' ? gid(type, file.id) : gid(type, productImageId(file)),
    altText: file.alt,
    width: file.content.width,
    height: file.content.height,
    url: ({ transform }: Arguments) => transformed(url, transform),
    src: url,
    originalSrc: url,
    transformedSrc: (args: Arguments) => transformed(url, args),
  };
}

function transformed(url: string, transform: unknown): string {
  if (transform == null) return url;
  const wanted = transform as {
    maxWidth?: number | null;
    maxHeight?: number | null;
    scale?: number | null;
    crop?: string | null;
    preferredContentType?: string | null;
  };
  if (wanted.crop || wanted.preferredContentType)
    throw notInSandbox('crop and preferredContentType of pictures');
  const scale = wanted.scale ?? 1;
  return sizedUrl(url, {
    width: wanted.maxWidth ? wanted.maxWidth * scale : null,
    height: wanted.maxHeight ? wanted.maxHeight * scale : null,
  });
}
