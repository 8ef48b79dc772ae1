import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bottle, gidOf, picture, SHOP, trySandbox } from '../testing/try-sandbox.ts';
import { dumpShop } from './dump.ts';
import { openState } from './state.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-state-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function dump(directory: string) {
  const state = openState({ directory, now: () => 0 });
  const shop = state.shop(SHOP);
  if (!shop) throw new Error('The shop is gone.');
  const dumped = { shop: dumpShop('', shop), deliveries: shop.deliveries.all(), tokens: shop.tokens.all() };
  state.close();
  return dumped;
}

test('everything is found again after a restart, pending work and tokens included', async () => {
  const first = await trySandbox({ dataDir });
  const product = await first.sandbox.merchant.createProduct(SHOP, await bottle());
  const bytes = await picture(50);
  const file = await first.sandbox.merchant.addImage(SHOP, product.id, { bytes, filename: 'late.png' });
  const token = await first.token();
  const media = gidOf('MediaImage', file.id);
  await first.graphql(
    `mutation ($id: ID!, $moves: [MoveInput!]!, $files: [FileCreateInput!]!) {
      productReorderMedia(id: $id, moves: $moves) { job { id } } fileCreate(files: $files) { files { id } } }`,
    {
      id: gidOf('Product', product.id),
      moves: [{ id: media, newPosition: '0' }],
      files: [{ originalSource: 'http://127.0.0.1:9/gone.png', filename: 'gone.png', contentType: 'IMAGE' }],
    },
  );
  await first.close();

  const second = await trySandbox({ dataDir });
  const query =
    'query ($id: ID!) { product(id: $id) { media(first: 1) { nodes { id ... on MediaImage { image { url } } } } } files(first: 9, reverse: true) { nodes { fileStatus } } }';
  await second.advance(2000);
  await second.advance(2000);
  const { data } = await second.graphql(query, { id: gidOf('Product', product.id) }, { token });
  expect(data).toMatchObject({
    product: { media: { nodes: [{ id: media }] } },
    files: { nodes: [{ fileStatus: 'FAILED' }, {}, {}, {}, {}] },
  });
  const url = second.sandbox.fileUrl(SHOP, file) ?? '';
  expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bytes)).toBe(true);
  expect(second.received.map((one) => one.topic)).toContain('products/update');
  const next = await second.sandbox.merchant.createProduct(SHOP, { title: 'Next' });
  expect(next.id).toBeGreaterThan(file.id);
  await second.close();
}, 60_000);

test('what was answered is on disk before the answer: a kill loses nothing', async () => {
  const running = await trySandbox({ dataDir });
  const product = await running.sandbox.merchant.createProduct(SHOP, await bottle());
  await running.graphql(
    'mutation ($p: ProductUpdateInput) { productUpdate(product: $p) { product { id } } }',
    {
      p: { id: gidOf('Product', product.id), title: 'Written' },
    },
  );
  const copy = `${dataDir}-killed`;
  await cp(dataDir, copy, { recursive: true });
  // A kill in the middle of a later write leaves a torn line behind.
  await appendFile(join(copy, 'state.jsonl'), '{"t":"put","s":"try.myshopify.com","b":"prod');
  const killed = dump(copy);
  expect(killed.shop.products).toMatchObject([{ title: 'Written' }]);
  await running.close();
  const ended = dump(dataDir);
  expect(killed.shop).toEqual(ended.shop);
  await rm(copy, { recursive: true, force: true });
}, 60_000);

test('only hashes of tokens are kept', async () => {
  const running = await trySandbox({ dataDir });
  const token = await running.token();
  await running.close();
  expect(JSON.stringify(dump(dataDir))).not.toContain(token.slice(6));
});
