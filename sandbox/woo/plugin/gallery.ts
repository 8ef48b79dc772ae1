import { z } from 'zod';
import { type RestRequest, type RestRoute, reply } from '../rest/request.ts';
import { fileUrl, gmt, variationsOf } from '../rest/show.ts';
import { WpError } from '../rest/wp-error.ts';
import type { ProductRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { id, signedBody } from './body.ts';

export type GalleryState = {
  featured: number | null;
  gallery: number[];
  variations: { id: number; image: number | null }[];
};

const state = z.strictObject({
  featured: id.nullable(),
  gallery: z.array(id),
  variations: z.array(z.strictObject({ id, image: id.nullable() })),
});
const writeSchema = z.strictObject({ expected: state, write: state });

const productOf = (world: World, text: string): ProductRow => {
  const row = world.state.products.get(Number(text));
  if (!row || row.status === 'trash')
    throw new WpError('softbox_product_gone', 404, 'There is no such product.');
  return row;
};

export const stateOf = (world: World, row: ProductRow): GalleryState => ({
  featured: row.imageId,
  gallery: row.galleryIds,
  variations: variationsOf(world, row.id).map((variation) => ({
    id: variation.id,
    image: variation.imageId,
  })),
});

const show = (world: World, row: ProductRow): Record<string, unknown> => {
  const now = stateOf(world, row);
  const ids = new Set([now.featured, ...now.gallery, ...now.variations.map((variation) => variation.image)]);
  return {
    product_id: row.id,
    type: row.type,
    status: row.status,
    modified_gmt: gmt(row.modifiedAt),
    ...now,
    images: [...ids].flatMap((imageId) => {
      const image = imageId === null ? undefined : world.state.attachments.get(imageId);
      if (!image) return [];
      return {
        id: image.id,
        url: fileUrl(world, image),
        alt: image.alt,
        mime: image.mime,
        name: image.softboxName,
      };
    }),
  };
};

/**
 * What a write does to a gallery: the rules of docs/woo-bridge-protocol.md, without anything of a site. Held against
 * tests/contract/woo/gallery-writes.json.
 */
export function judgeWrite(
  current: GalleryState,
  { expected, write }: { expected: GalleryState; write: GalleryState },
  isImage: (id: number) => boolean,
):
  | { outcome: 'unchanged' | 'changed' }
  | { outcome: 'image-gone'; image: number }
  | { outcome: 'written'; after: GalleryState } {
  const shown = new Map(current.variations.map((variation) => [variation.id, variation.image]));
  const isAs = (wanted: GalleryState) =>
    wanted.featured === current.featured &&
    wanted.gallery.length === current.gallery.length &&
    wanted.gallery.every((imageId, index) => imageId === current.gallery[index]) &&
    wanted.variations.every((variation) => shown.get(variation.id) === variation.image);
  if (isAs(write)) return { outcome: 'unchanged' };
  if (!isAs(expected) || write.variations.some((variation) => !shown.has(variation.id)))
    return { outcome: 'changed' };
  const idsOf = (one: GalleryState) => [
    one.featured,
    ...one.gallery,
    ...one.variations.map((variation) => variation.image),
  ];
  const known = new Set(idsOf(current));
  const gone = idsOf(write).find((imageId) => imageId !== null && !known.has(imageId) && !isImage(imageId));
  if (gone !== undefined && gone !== null) return { outcome: 'image-gone', image: gone };
  const wanted = new Map(write.variations.map((variation) => [variation.id, variation.image]));
  return {
    outcome: 'written',
    after: {
      featured: write.featured,
      gallery: write.gallery,
      variations: current.variations.map((variation) => ({
        id: variation.id,
        image: wanted.has(variation.id) ? (wanted.get(variation.id) ?? null) : variation.image,
      })),
    },
  };
}

export const parseWrite = (value: unknown) => writeSchema.safeParse(value);

function write(world: World, request: RestRequest, text: string) {
  const asked = signedBody(request, writeSchema);
  const row = productOf(world, text);
  const verdict = judgeWrite(stateOf(world, row), asked, (imageId) => !!world.state.attachments.get(imageId));
  switch (verdict.outcome) {
    case 'unchanged':
      return reply(show(world, row));
    case 'changed':
      throw new WpError('softbox_gallery_changed', 409, 'The gallery has changed.', {
        current: show(world, row),
      });
    case 'image-gone':
      throw new WpError('softbox_image_gone', 422, 'A picture is gone.', { image: verdict.image });
    case 'written':
      save(world, row, verdict.after);
      return reply(show(world, productOf(world, text)));
  }
}

function save(world: World, row: ProductRow, after: GalleryState): void {
  const modifiedAt = world.clock.now();
  for (const { id: variationId, image } of after.variations) {
    const variation = world.state.variations.get(variationId);
    if (!variation || variation.imageId === image) continue;
    world.state.variations.put({ ...variation, imageId: image, modifiedAt });
    world.note('product.updated', variationId);
  }
  const isSame =
    row.imageId === after.featured && JSON.stringify(row.galleryIds) === JSON.stringify(after.gallery);
  if (isSame) return;
  world.state.products.put({ ...row, imageId: after.featured, galleryIds: after.gallery, modifiedAt });
  world.note('product.updated', row.id);
}

const PATH = /^\/wc-softbox\/v1\/products\/(\d+)\/gallery$/;
export const galleryRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: PATH,
    access: 'key',
    run: (world, _request, [text = '']) => reply(show(world, productOf(world, text))),
  },
  {
    method: 'POST',
    path: PATH,
    access: 'key',
    run: (world, request, [text = '']) => write(world, request, text),
  },
];
