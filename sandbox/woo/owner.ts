import sharp from 'sharp';
import { addAttachment } from './rest/images.ts';
import { createKey } from './rest/keys.ts';
import { createProduct, deleteProduct } from './rest/products.ts';
import { variationsOf } from './rest/show.ts';
import { ensureTerm } from './rest/terms.ts';
import { createVariation } from './rest/variations.ts';
import type { OwnerActions, ProductSeed } from './types.ts';
import type { World } from './world.ts';

/** What the owner does by hand in wp-admin. */
export function makeOwnerActions(world: World): OwnerActions {
  const done = <T>(value: T): T => {
    world.state.commit();
    world.flush();
    return value;
  };
  const { state } = world;
  return {
    async createProduct(seed) {
      const id = await insertProduct(world, seed);
      const row = state.products.get(id);
      if (!row) throw new Error('The product was not made.');
      return done(row);
    },
    updateProduct(id, change) {
      const row = state.products.get(id);
      if (!row) throw new Error(`There is no product ${id}.`);
      state.products.put({ ...row, modifiedAt: world.clock.now(), ...change });
      world.note('product.updated', id);
      done(undefined);
    },
    updateVariation(id, change) {
      const row = state.variations.get(id);
      if (!row) throw new Error(`There is no variation ${id}.`);
      state.variations.put({ ...row, modifiedAt: world.clock.now(), ...change });
      world.note('product.updated', id);
      done(undefined);
    },
    trashProduct(id) {
      deleteProduct(world, id, false);
      done(undefined);
    },
    addMedia: async (image) => done((await addAttachment(world, image)).id),
    setAlt(attachmentId, alt) {
      const row = state.attachments.get(attachmentId);
      if (!row) throw new Error(`There is no attachment ${attachmentId}.`);
      state.attachments.put({ ...row, alt });
      done(undefined);
    },
    deleteMedia(attachmentId) {
      state.attachments.remove(attachmentId);
      // WordPress takes a deleted picture out of `_thumbnail_id` everywhere, but not out of galleries
      for (const row of state.products.all())
        if (row.imageId === attachmentId) state.products.put({ ...row, imageId: null });
      for (const row of state.variations.all())
        if (row.imageId === attachmentId) state.variations.put({ ...row, imageId: null });
      done(undefined);
    },
    writePost(title, content, featuredId = null) {
      const id = state.nextId();
      state.posts.put({ id, title, content, featuredId });
      return done(id);
    },
    createKey: (permissions = 'read_write') => done(createKey(world, permissions, 'By hand')),
    revokeKey(id) {
      state.keys.remove(id);
      done(undefined);
    },
    variationsOf: (productId) => variationsOf(world, productId),
  };
}

const stockOf = (quantity: number | undefined) =>
  quantity === undefined
    ? {}
    : {
        manage_stock: true,
        stock_quantity: quantity,
        stock_status: quantity > 0 ? ('instock' as const) : ('outofstock' as const),
      };

/** The picture that WooCommerce puts into the media library when it is activated. */
export async function insertPlaceholder(world: World): Promise<void> {
  const bytes = await sharp({
    create: { width: 32, height: 32, channels: 3, background: '#dddddd' },
  })
    .png()
    .toBuffer();
  await addAttachment(world, { bytes, filename: 'woocommerce-placeholder.png' });
}

/** A product with its pictures, terms and variations. */
export async function insertProduct(world: World, seed: ProductSeed): Promise<number> {
  const variations = seed.variations ?? [];
  const names = [...new Set(variations.flatMap((one) => one.attributes.map((attribute) => attribute.name)))];
  const files = new Map<string, number>();
  for (const image of seed.images ?? []) files.set(image.filename, (await addAttachment(world, image)).id);
  const product = await createProduct(world, {
    name: seed.name,
    ...(seed.slug ? { slug: seed.slug } : {}),
    status: seed.status ?? 'publish',
    type: variations.length > 0 ? 'variable' : 'simple',
    description: seed.description ?? '',
    sku: seed.sku ?? '',
    regular_price: seed.price ?? '10.00',
    ...stockOf(seed.stock),
    categories: (seed.categories ?? []).map((name) => ({ id: ensureTerm(world, 'category', name).id })),
    tags: (seed.tags ?? []).map((name) => ({ id: ensureTerm(world, 'tag', name).id })),
    attributes: names.map((name) => ({
      name,
      variation: true,
      options: [
        ...new Set(
          variations.flatMap((one) =>
            one.attributes
              .filter((attribute) => attribute.name === name)
              .map((attribute) => attribute.option),
          ),
        ),
      ],
    })),
    images: [...files.values()].map((id) => ({ id })),
  });
  for (const variation of variations) {
    const image = variation.imageFile === undefined ? undefined : files.get(variation.imageFile);
    await createVariation(world, product.id, {
      attributes: variation.attributes,
      sku: variation.sku ?? '',
      regular_price: variation.price ?? '10.00',
      ...stockOf(variation.stock),
      ...(image === undefined ? {} : { image: { id: image } }),
    });
  }
  return product.id;
}
