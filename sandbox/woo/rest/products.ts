import type { ProductRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { batch } from './batch.ts';
import { type ImageInput, resolveImage } from './images.ts';
import { boolParam, enumParam, idsParam, paged, type RestRequest, type RestRoute, reply } from './request.ts';
import { gmt, local, showProduct, variationsOf } from './show.ts';
import { WpError } from './wp-error.ts';

const invalidId = () => new WpError('woocommerce_rest_product_invalid_id', 404, 'Invalid ID.');
const STATUSES = ['any', 'future', 'trash', 'draft', 'pending', 'private', 'publish'] as const;

/** Every product but a variation, which has an id of the same kind. */
export const productOf = (world: World, id: string | number): ProductRow => {
  const row = world.state.products.get(Number(id));
  if (!row) throw invalidId();
  return row;
};

/** Without an offset a time is in the site's own zone; compared with the local or the GMT column as asked. */
const after = (world: World, request: RestRequest, row: ProductRow): boolean => {
  const given = request.params.modified_after;
  if (typeof given !== 'string') return true;
  const column = boolParam(request, 'dates_are_gmt') ? gmt(row.modifiedAt) : local(world, row.modifiedAt);
  const stated = /(?:Z|[+-]\d\d:?\d\d)$/i.test(given);
  // a time with an offset is turned into the site's time first, whichever column it is compared with
  const limit = stated ? local(world, Date.parse(given)) : given.slice(0, 19);
  return column > limit;
};

function list(world: World, request: RestRequest) {
  const status = enumParam(request, 'status', 'any', STATUSES);
  const orderby = enumParam(request, 'orderby', 'date', [
    'date',
    'modified',
    'id',
    'title',
    'slug',
    'include',
  ]);
  const order = enumParam(request, 'order', 'desc', ['asc', 'desc']);
  const include = idsParam(request, 'include');
  const search = String(request.params.search ?? '').toLowerCase();
  const key = (row: ProductRow): number | string => {
    switch (orderby) {
      case 'date':
        return row.createdAt;
      case 'modified':
        // to the second, as the column is
        return Math.floor(row.modifiedAt / 1000);
      case 'id':
        return row.id;
      case 'title':
        return row.name;
      case 'slug':
        return row.slug;
      case 'include':
        return include?.indexOf(row.id) ?? 0;
    }
  };
  const sign = order === 'asc' ? 1 : -1;
  const rows = world.state.products
    .all()
    .filter((row) => (status === 'any' ? row.status !== 'trash' : row.status === status))
    .filter((row) => include === null || include.length === 0 || include.includes(row.id))
    .filter((row) => search === '' || row.name.toLowerCase().includes(search))
    .filter((row) => after(world, request, row))
    .sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
  return paged(world, request, rows, (row) => showProduct(world, row));
}

type ProductInput = Partial<{
  name: string;
  slug: string;
  type: ProductRow['type'];
  status: ProductRow['status'];
  description: string;
  sku: string;
  regular_price: string;
  manage_stock: boolean;
  stock_quantity: number;
  stock_status: ProductRow['stockStatus'];
  categories: { id: number }[];
  tags: { id: number }[];
  attributes: { id?: number; name: string; options: string[]; variation?: boolean }[];
  images: ImageInput[];
}>;

/** `images` replaces the whole gallery: the first is the featured one; an empty list clears it. */
async function withImages(world: World, row: ProductRow, images: ImageInput[]): Promise<ProductRow> {
  const ids: number[] = [];
  for (const image of images) ids.push(await resolveImage(world, image, row.id));
  return { ...row, imageId: ids[0] ?? null, galleryIds: ids.slice(1) };
}

async function apply(world: World, row: ProductRow, input: ProductInput): Promise<ProductRow> {
  const next: ProductRow = {
    ...row,
    name: input.name ?? row.name,
    slug: input.slug ?? row.slug,
    type: input.type ?? row.type,
    status: input.status ?? row.status,
    description: input.description ?? row.description,
    sku: input.sku ?? row.sku,
    price: input.regular_price ?? row.price,
    manageStock: input.manage_stock ?? row.manageStock,
    stockQuantity: input.stock_quantity ?? row.stockQuantity,
    stockStatus: input.stock_status ?? row.stockStatus,
    categoryIds: input.categories?.map(({ id }) => id) ?? row.categoryIds,
    tagIds: input.tags?.map(({ id }) => id) ?? row.tagIds,
    attributes:
      input.attributes?.map(({ id = 0, name, options, variation = false }) => ({
        id,
        name,
        options,
        variation,
      })) ?? row.attributes,
    modifiedAt: world.clock.now(),
  };
  return input.images === undefined ? next : withImages(world, next, input.images);
}

export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'product';

const freeSlug = (world: World, wanted: string): string => {
  const taken = new Set(world.state.products.all().map((row) => row.slug));
  let slug = wanted;
  for (let n = 2; taken.has(slug); n++) slug = `${wanted}-${n}`;
  return slug;
};

export async function createProduct(world: World, input: ProductInput): Promise<ProductRow> {
  const now = world.clock.now();
  const name = input.name ?? 'Product';
  const row: ProductRow = {
    id: world.state.nextId(),
    name,
    slug: freeSlug(world, input.slug ?? slugOf(name)),
    type: 'simple',
    status: 'publish',
    description: '',
    sku: '',
    price: '',
    manageStock: false,
    stockQuantity: null,
    stockStatus: 'instock',
    categoryIds: [],
    tagIds: [],
    attributes: [],
    imageId: null,
    galleryIds: [],
    createdAt: now,
    modifiedAt: now,
  };
  const { slug: _taken, ...rest } = input;
  const made = await apply(world, row, rest);
  world.state.products.put(made);
  world.note('product.created', made.id);
  return made;
}

export async function updateProduct(world: World, id: number, input: ProductInput): Promise<ProductRow> {
  const made = await apply(world, productOf(world, id), input);
  world.state.products.put(made);
  world.note('product.updated', id);
  return made;
}

/** Trash fires product.deleted; deleting for good fires nothing, which is how WooCommerce is. */
export function deleteProduct(world: World, id: number, force: boolean): ProductRow {
  const row = productOf(world, id);
  if (!force) {
    if (row.status === 'trash')
      throw new WpError('woocommerce_rest_already_trashed', 410, 'The product has already been deleted.');
    const trashed: ProductRow = { ...row, status: 'trash', modifiedAt: world.clock.now() };
    world.state.products.put(trashed);
    world.note('product.deleted', id);
    return trashed;
  }
  for (const variation of variationsOf(world, id)) world.state.variations.remove(variation.id);
  world.state.products.remove(id);
  return row;
}

const bodyOf = (request: RestRequest): ProductInput => request.params as ProductInput;

export const productRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/wc\/v3\/products$/, access: 'key', run: list },
  {
    method: 'POST',
    path: /^\/wc\/v3\/products$/,
    access: 'key',
    run: async (world, request) =>
      reply(showProduct(world, await createProduct(world, bodyOf(request))), 201),
  },
  {
    method: 'EDIT',
    path: /^\/wc\/v3\/products\/batch$/,
    access: 'key',
    run: (world, request) =>
      batch(request, {
        create: async (item) => showProduct(world, await createProduct(world, item as ProductInput)),
        update: async (id, item) => showProduct(world, await updateProduct(world, id, item as ProductInput)),
        remove: async (id) => showProduct(world, deleteProduct(world, id, true)),
      }),
  },
  {
    method: 'GET',
    path: /^\/wc\/v3\/products\/(\d+)$/,
    access: 'key',
    run: (world, _request, [id = '']) => reply(showAny(world, Number(id))),
  },
  {
    method: 'EDIT',
    path: /^\/wc\/v3\/products\/(\d+)$/,
    access: 'key',
    run: async (world, request, [id = '']) =>
      reply(showProduct(world, await updateProduct(world, Number(id), bodyOf(request)))),
  },
  {
    method: 'DELETE',
    path: /^\/wc\/v3\/products\/(\d+)$/,
    access: 'key',
    run: (world, request, [id = '']) =>
      reply(showProduct(world, deleteProduct(world, Number(id), boolParam(request, 'force')))),
  },
];

/** WooCommerce answers `/products/{id}` for a variation's id too. */
function showAny(world: World, id: number): Record<string, unknown> {
  const variation = world.state.variations.get(id);
  if (!variation) return showProduct(world, productOf(world, id));
  const parent = productOf(world, variation.parentId);
  return { ...showProduct(world, parent), id, type: 'variation', parent_id: parent.id, variations: [] };
}
