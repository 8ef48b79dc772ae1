import type { AttachmentRow, ProductRow, TermRow, VariationRow } from '../state/types.ts';
import type { World } from '../world.ts';

const pad = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
export const gmt = (ms: number): string => pad(ms);
/** In the site's own time, which is what the fields without `_gmt` are in. */
export const local = (world: World, ms: number): string => pad(ms + world.site.utcOffsetHours * 3_600_000);

export const fileUrl = (world: World, row: AttachmentRow): string =>
  `${world.home()}/wp-content/uploads/${row.file}`;

const showImage = (world: World, row: AttachmentRow) => ({
  id: row.id,
  date_created: local(world, row.createdAt),
  date_created_gmt: gmt(row.createdAt),
  date_modified: local(world, row.createdAt),
  date_modified_gmt: gmt(row.createdAt),
  src: fileUrl(world, row),
  name: row.title,
  alt: row.alt,
});

const term = (world: World, id: number): { id: number; name: string; slug: string }[] => {
  const row: TermRow | undefined = world.state.terms.get(id);
  return row ? [{ id: row.id, name: row.name, slug: row.slug }] : [];
};

/** Featured first, then the gallery; ids without an attachment are left out, repeats are not. */
export const imagesOf = (world: World, row: ProductRow): AttachmentRow[] =>
  [...(row.imageId === null ? [] : [row.imageId]), ...row.galleryIds].flatMap(
    (id) => world.state.attachments.get(id) ?? [],
  );

export const variationsOf = (world: World, productId: number): VariationRow[] =>
  world.state.variations
    .all()
    .filter((row) => row.parentId === productId)
    .sort((a, b) => a.menuOrder - b.menuOrder || a.id - b.id);

const stock = (row: ProductRow | VariationRow) => ({
  manage_stock: row.manageStock,
  stock_quantity: row.stockQuantity,
  stock_status: row.stockStatus,
  backorders: 'no',
});

export const showProduct = (world: World, row: ProductRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  permalink: `${world.home()}/product/${row.slug}/`,
  date_created: local(world, row.createdAt),
  date_created_gmt: gmt(row.createdAt),
  date_modified: local(world, row.modifiedAt),
  date_modified_gmt: gmt(row.modifiedAt),
  type: row.type,
  status: row.status,
  featured: false,
  catalog_visibility: 'visible',
  description: row.description,
  short_description: '',
  sku: row.sku,
  price: row.price,
  regular_price: row.price,
  sale_price: '',
  ...stock(row),
  parent_id: 0,
  categories: row.categoryIds.flatMap((id) => term(world, id)),
  brands: [],
  tags: row.tagIds.flatMap((id) => term(world, id)),
  images: imagesOf(world, row).map((image) => showImage(world, image)),
  attributes: row.attributes.map((attribute, position) => ({
    id: attribute.id,
    name: attribute.name,
    slug: attribute.name,
    position,
    visible: true,
    variation: attribute.variation,
    options: attribute.options,
  })),
  default_attributes: [],
  variations: variationsOf(world, row.id).map((variation) => variation.id),
  grouped_products: [],
  menu_order: 0,
  meta_data: [],
});

/** In the context `view` a variation without a picture of its own shows its product's; in `edit` it shows none. */
export const showVariation = (
  world: World,
  row: VariationRow,
  context: 'view' | 'edit',
): Record<string, unknown> => {
  const parent = world.state.products.get(row.parentId);
  const imageId = row.imageId ?? (context === 'view' ? (parent?.imageId ?? null) : null);
  const image = imageId === null ? undefined : world.state.attachments.get(imageId);
  return {
    id: row.id,
    type: 'variation',
    date_created: local(world, row.createdAt),
    date_created_gmt: gmt(row.createdAt),
    date_modified: local(world, row.modifiedAt),
    date_modified_gmt: gmt(row.modifiedAt),
    description: '',
    permalink: `${world.home()}/product/${parent?.slug ?? ''}/`,
    sku: row.sku,
    price: row.price,
    regular_price: row.price,
    status: row.status,
    ...stock(row),
    image: image ? showImage(world, image) : null,
    attributes: row.attributes.map(({ name, option }) => ({ id: 0, name, slug: name.toLowerCase(), option })),
    menu_order: row.menuOrder,
    meta_data: [],
    name: row.attributes.map((attribute) => attribute.option).join(', '),
    parent_id: row.parentId,
  };
};
