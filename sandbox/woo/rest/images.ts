import sharp from 'sharp';
import type { AttachmentRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { WpError } from './wp-error.ts';

const MIME: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};
export const IMAGE_TYPES = Object.values(MIME);

export type Inspected = { mime: string; width: number; height: number };

/** What a file is by its content; null when it is no picture that a site takes. */
export async function inspect(bytes: Uint8Array): Promise<Inspected | null> {
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const mime = metadata ? MIME[metadata.format ?? ''] : undefined;
  return metadata && mime ? { mime, width: metadata.width, height: metadata.height } : null;
}

/** Names are made free by a number before the extension: `wp_unique_filename()`. */
function freeName(world: World, wanted: string): string {
  const clean = wanted.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'image';
  const folder = new Date(world.clock.now()).toISOString().slice(0, 7).replace('-', '/');
  const taken = new Set(world.state.attachments.all().map((row) => row.file));
  const dot = clean.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, ''];
  for (let n = 0; ; n++) {
    const file = `${folder}/${stem}${n === 0 ? '' : `-${n}`}${extension}`;
    if (!taken.has(file)) return file;
  }
}

/** Makes an attachment; the bytes are kept as they are. */
export async function addAttachment(
  world: World,
  file: {
    bytes: Uint8Array;
    filename: string;
    alt?: string;
    softboxName?: string | null;
    parentId?: number;
  },
): Promise<AttachmentRow> {
  const inspected = await inspect(file.bytes);
  if (!inspected)
    throw new WpError(
      'woocommerce_rest_invalid_image',
      400,
      'Invalid image: Sorry, you are not allowed to upload this file type.',
    );
  const sha256 = await world.state.blobs.put(file.bytes);
  const path = freeName(world, file.filename);
  const row: AttachmentRow = {
    id: world.state.nextId(),
    file: path,
    ...inspected,
    sha256,
    bytes: file.bytes.byteLength,
    alt: file.alt ?? '',
    title:
      path
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '',
    softboxName: file.softboxName ?? null,
    parentId: file.parentId ?? 0,
    createdAt: world.clock.now(),
  };
  world.state.attachments.put(row);
  return row;
}

export type ImageInput = { id?: number; src?: string; alt?: string; name?: string };

/** An image of a product in a request: by id, or by `src`, which is downloaded and becomes a new attachment every time. */
export async function resolveImage(world: World, input: ImageInput, parentId: number): Promise<number> {
  let id = Number(input.id ?? 0);
  if (id === 0 && input.src) {
    const answer = await world.callOut(input.src).catch(() => null);
    if (!answer?.ok)
      throw new WpError(
        'woocommerce_product_image_upload_error',
        400,
        `Error getting remote image ${input.src}.`,
      );
    const filename = new URL(input.src).pathname.split('/').at(-1) ?? 'image';
    const bytes = Buffer.from(await answer.arrayBuffer());
    id = (await addAttachment(world, { bytes, filename, parentId })).id;
  }
  const row = world.state.attachments.get(id);
  if (!row) throw new WpError('woocommerce_product_invalid_image_id', 400, `#${id} is an invalid image ID.`);
  if (input.alt || input.name)
    world.state.attachments.put({ ...row, alt: input.alt || row.alt, title: input.name || row.title });
  return id;
}
