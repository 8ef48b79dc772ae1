import type { AttributeRow, TermRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { slugOf } from './products.ts';
import { paged, type RestRoute, reply } from './request.ts';
import { WpError } from './wp-error.ts';

/** The term of this name, made where it is missing. */
export function ensureTerm(world: World, taxonomy: TermRow['taxonomy'], name: string): TermRow {
  const found = world.state.terms.all().find((row) => row.taxonomy === taxonomy && row.name === name);
  if (found) return found;
  const row: TermRow = { id: world.state.nextId(), taxonomy, name, slug: slugOf(name), parent: 0 };
  world.state.terms.put(row);
  return row;
}

const show = (world: World, row: TermRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  ...(row.taxonomy === 'category'
    ? { parent: row.parent, display: 'default', image: null, menu_order: 0 }
    : {}),
  description: '',
  count: world.state.products
    .all()
    .filter((product) => product.categoryIds.includes(row.id) || product.tagIds.includes(row.id)).length,
});

const showAttribute = (row: AttributeRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  slug: `pa_${row.slug}`,
  type: 'select',
  order_by: 'menu_order',
  has_archives: false,
});

const nameOf = (params: Readonly<Record<string, unknown>>): string => {
  const { name } = params;
  if (typeof name !== 'string' || name === '')
    throw new WpError('rest_missing_callback_param', 400, 'Missing parameter(s): name', { params: ['name'] });
  return name;
};

const taxonomy = (path: RegExp, kind: TermRow['taxonomy']): RestRoute[] => [
  {
    method: 'GET',
    path,
    access: 'key',
    run: (world, request) =>
      paged(
        world,
        request,
        world.state.terms.all().filter((row) => row.taxonomy === kind),
        (row) => show(world, row),
      ),
  },
  {
    method: 'POST',
    path,
    access: 'key',
    run: (world, request) => {
      const name = nameOf(request.params);
      const exists = world.state.terms.all().find((row) => row.taxonomy === kind && row.name === name);
      if (exists)
        throw new WpError('term_exists', 400, 'A term with the name provided already exists.', {
          resource_id: exists.id,
        });
      return reply(show(world, ensureTerm(world, kind, name)), 201);
    },
  },
];

export const termRoutes: readonly RestRoute[] = [
  ...taxonomy(/^\/wc\/v3\/products\/categories$/, 'category'),
  ...taxonomy(/^\/wc\/v3\/products\/tags$/, 'tag'),
  {
    method: 'GET',
    path: /^\/wc\/v3\/products\/attributes$/,
    access: 'key',
    // WooCommerce does not page attributes: all of them come
    run: (world) => reply(world.state.attributes.all().map(showAttribute)),
  },
  {
    method: 'POST',
    path: /^\/wc\/v3\/products\/attributes$/,
    access: 'key',
    run: (world, request) => {
      const name = nameOf(request.params);
      const row: AttributeRow = { id: world.state.nextId(), name, slug: slugOf(name) };
      world.state.attributes.put(row);
      return reply(showAttribute(row), 201);
    },
  },
];
