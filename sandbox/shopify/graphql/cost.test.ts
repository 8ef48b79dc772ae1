import { beforeAll, describe, expect, test } from 'vitest';
import { queryCost, scale } from './cost.ts';
import { type Prepared, prepare } from './run.ts';
import { makeSchemas, type Schemas } from './schema.ts';

let schemas: Schemas;
beforeAll(() => {
  schemas = makeSchemas();
  schemas.get('2026-10');
}, 60_000);

function prepared(query: string, variables: Record<string, unknown> = {}): Prepared {
  const result = prepare(schemas.get('2026-10').schema, { query, variables, operationName: null });
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  return result.prepared;
}

/** Figures of the captured answers named in cost.ts. */
describe('the cost of a query is what the platform said it was', () => {
  test.each([
    [0, 2],
    [1, 3],
    [2, 3],
    [5, 5],
    [10, 6],
    [20, 7],
    [50, 9],
    [100, 11],
    [250, 13],
  ])('a page of %i products with scalars costs %i', (first, cost) => {
    expect(
      queryCost(
        prepared('query ($first: Int!) { products(first: $first) { nodes { id title } } }', { first }),
      ),
    ).toBe(cost);
    expect(2 + scale(first)).toBe(cost);
  });

  test.each([
    ['one object', '{ shop { id } }', 1],
    [
      'pageInfo and edges cost nothing more',
      '{ locations(first: 50) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }',
      9,
    ],
    [
      'connections within connections multiply',
      `query ($id: ID!) { product(id: $id) { id
        media(first: 50) { nodes { id preview { image { url } } ... on MediaImage { image { url } } } }
        variants(first: 50) { nodes { id media(first: 10) { nodes { id } } } } } }`,
      82,
    ],
    [
      'a list of objects counts once',
      `query ($id: ID!) { product(id: $id) { id options { id optionValues { id } }
        variants(first: 10) { nodes { id selectedOptions { name value } } } } }`,
      13,
    ],
    [
      'a file by id',
      'query ($id: ID!) { node(id: $id) { id ... on MediaImage { preview { image { url } } image { url } } } }',
      4,
    ],
  ])('%s', (_, query, cost) => {
    expect(queryCost(prepared(query, { id: 'gid://shopify/Product/1' }))).toBe(cost);
  });

  test.each([
    ['fileDelete', 'mutation { fileDelete(fileIds: []) { deletedFileIds userErrors { message } } }', 10],
    [
      'fileUpdate',
      'mutation { fileUpdate(files: []) { files { id ... on MediaImage { image { url } } } userErrors { code } } }',
      11,
    ],
    [
      'fileCreate',
      'mutation { fileCreate(files: []) { files { id ... on MediaImage { image { url } } } userErrors { code } } }',
      21,
    ],
    [
      'stagedUploadsCreate',
      'mutation { stagedUploadsCreate(input: []) { stagedTargets { url parameters { name } } userErrors { message } } }',
      11,
    ],
    [
      'productCreateMedia',
      `mutation { productCreateMedia(productId: "gid://shopify/Product/1", media: []) {
        media { id preview { image { url } } ... on MediaImage { image { url } } } mediaUserErrors { code }
        product { id media(first: 10) { nodes { id preview { image { url } } ... on MediaImage { image { url } } } } } } }`,
      41,
    ],
  ])('%s', (_, query, cost) => {
    expect(queryCost(prepared(query))).toBe(cost);
  });

  test('what came back costs less than what was asked for', () => {
    const query = prepared('{ products(first: 250) { nodes { id variants(first: 100) { nodes { id } } } } }');
    expect(queryCost(query)).toBe(2 + 11 * (1 + 2 + 9));
    expect(queryCost(query, { products: { nodes: [{ id: '1', variants: { nodes: [{ id: '2' }] } }] } })).toBe(
      6,
    );
  });

  test('what @skip leaves out costs nothing', () => {
    const query = 'query ($no: Boolean!) { shop { id } products(first: 10) @skip(if: $no) { nodes { id } } }';
    expect(queryCost(prepared(query, { no: true }))).toBe(1);
    expect(queryCost(prepared(query, { no: false }))).toBe(7);
  });
});
