import type { VariationRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { batch } from './batch.ts';
import { type ImageInput, resolveImage } from './images.ts';
import { productOf } from './products.ts';
import { boolParam, enumParam, paged, type RestRequest, type RestRoute, reply } from './request.ts';
import { showVariation, variationsOf } from './show.ts';
import { WpError } from './wp-error.ts';

export type VariationInput = Partial<{
  status: VariationRow['status'];
  sku: string;
  regular_price: string;
  manage_stock: boolean;
  stock_quantity: number;
  stock_status: VariationRow['stockStatus'];
  attributes: { name: string; option: string }[];
  menu_order: number;
  image: ImageInput;
}>;

const invalidId = () => new WpError('woocommerce_rest_product_variation_invalid_id', 404, 'Invalid ID.');

const variationOf = (world: World, productId: string, id: string | number): VariationRow => {
  const row = world.state.variations.get(Number(id));
  if (!row || row.parentId !== Number(productId)) throw invalidId();
  return row;
};

async function apply(world: World, row: VariationRow, input: VariationInput): Promise<VariationRow> {
  return {
    ...row,
    status: input.status ?? row.status,
    sku: input.sku ?? row.sku,
    price: input.regular_price ?? row.price,
    manageStock: input.manage_stock ?? row.manageStock,
    stockQuantity: input.stock_quantity ?? row.stockQuantity,
    stockStatus: input.stock_status ?? row.stockStatus,
    attributes: input.attributes ?? row.attributes,
    menuOrder: input.menu_order ?? row.menuOrder,
    imageId: input.image === undefined ? row.imageId : await imageOf(world, row, input.image),
    modifiedAt: world.clock.now(),
  };
}

/** An image without id and src takes the picture away. */
const imageOf = async (world: World, row: VariationRow, input: ImageInput): Promise<number | null> =>
  input.id || input.src ? resolveImage(world, input, row.id) : null;

export async function createVariation(
  world: World,
  productId: number,
  input: VariationInput,
): Promise<VariationRow> {
  const parent = productOf(world, productId);
  const now = world.clock.now();
  const row: VariationRow = {
    id: world.state.nextId(),
    parentId: parent.id,
    status: 'publish',
    sku: '',
    price: '',
    manageStock: false,
    stockQuantity: null,
    stockStatus: 'instock',
    attributes: [],
    imageId: null,
    menuOrder: variationsOf(world, parent.id).length,
    createdAt: now,
    modifiedAt: now,
  };
  const made = await apply(world, row, input);
  world.state.variations.put(made);
  world.note('product.created', made.id);
  return made;
}

const update = async (world: World, productId: string, id: string | number, input: VariationInput) => {
  const made = await apply(world, variationOf(world, productId, id), input);
  world.state.variations.put(made);
  world.note('product.updated', made.id);
  return showVariation(world, made, 'view');
};

const contextOf = (request: RestRequest) => enumParam(request, 'context', 'view', ['view', 'edit']);
const ONE = /^\/wc\/v3\/products\/(\d+)\/variations\/(\d+)$/;
const ALL = /^\/wc\/v3\/products\/(\d+)\/variations$/;

export const variationRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: ALL,
    access: 'key',
    run: (world, request, [productId = '']) => {
      const context = contextOf(request);
      const sign = enumParam(request, 'order', 'desc', ['asc', 'desc']) === 'asc' ? 1 : -1;
      const orderby = enumParam(request, 'orderby', 'date', [
        'date',
        'id',
        'menu_order',
        'modified',
        'title',
      ]);
      productOf(world, productId);
      const rows = variationsOf(world, Number(productId));
      const key = (row: VariationRow) =>
        orderby === 'menu_order' ? row.menuOrder : orderby === 'id' ? row.id : row.createdAt;
      rows.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id));
      return paged(world, request, rows, (row) => showVariation(world, row, context));
    },
  },
  {
    method: 'POST',
    path: ALL,
    access: 'key',
    run: async (world, request, [productId = '']) =>
      reply(
        showVariation(
          world,
          await createVariation(world, Number(productId), request.params as VariationInput),
          'view',
        ),
        201,
      ),
  },
  {
    method: 'EDIT',
    path: /^\/wc\/v3\/products\/(\d+)\/variations\/batch$/,
    access: 'key',
    run: (world, request, [productId = '']) =>
      batch(request, {
        create: async (item) =>
          showVariation(
            world,
            await createVariation(world, Number(productId), item as VariationInput),
            'view',
          ),
        update: (id, item) => update(world, productId, id, item as VariationInput),
        remove: async (id) => {
          const row = variationOf(world, productId, id);
          world.state.variations.remove(id);
          return showVariation(world, row, 'view');
        },
      }),
  },
  {
    method: 'GET',
    path: ONE,
    access: 'key',
    run: (world, request, [productId = '', id = '']) =>
      reply(showVariation(world, variationOf(world, productId, id), contextOf(request))),
  },
  {
    method: 'EDIT',
    path: ONE,
    access: 'key',
    run: async (world, request, [productId = '', id = '']) =>
      reply(await update(world, productId, id, request.params as VariationInput)),
  },
  {
    method: 'DELETE',
    path: ONE,
    access: 'key',
    run: (world, request, [productId = '', id = '']) => {
      const row = variationOf(world, productId, id);
      if (!boolParam(request, 'force'))
        throw new WpError('woocommerce_rest_trash_not_supported', 501, 'Variations do not support trashing.');
      world.state.variations.remove(row.id);
      return reply(showVariation(world, row, 'view'));
    },
  },
];
