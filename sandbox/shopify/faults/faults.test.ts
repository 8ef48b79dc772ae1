import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProductRecord } from '../state/types.ts';
import {
  bottle,
  gidOf,
  type Json,
  picture,
  SHOP,
  type TrySandbox,
  trySandbox,
} from '../testing/try-sandbox.ts';

let it: TrySandbox;
let product: ProductRecord;
beforeAll(async () => {
  it = await trySandbox();
  product = await it.sandbox.merchant.createProduct(SHOP, await bottle());
}, 60_000);
afterAll(() => it.close());
beforeEach(() => it.sandbox.faults.clear());

const alt = () => it.sandbox.state.shop(SHOP)?.files.get(product.mediaIds[0] ?? 0)?.alt;
const setAlt = (value: string) =>
  it.graphql('mutation ($files: [FileUpdateInput!]!) { fileUpdate(files: $files) { userErrors { code } } }', {
    files: [{ id: gidOf('MediaImage', product.mediaIds[0] ?? 0), alt: value }],
  });

function post(path: string, body: Json): Promise<Response> {
  return fetch(`${it.sandbox.origin}${path}`, { method: 'POST', body: JSON.stringify(body) });
}

describe('a fault', () => {
  test('throttles the next matching request only', async () => {
    it.sandbox.faults.add({ kind: 'throttle', match: 'fileUpdate' });
    expect((await it.graphql('{ shop { id } }')).errors).toBeUndefined();
    expect((await setAlt('a')).errors).toMatchObject([{ extensions: { code: 'THROTTLED' } }]);
    expect((await setAlt('a')).errors).toBeUndefined();
  });

  test('answers 5xx before anything happened', async () => {
    await setAlt('before');
    it.sandbox.faults.add({ kind: 'server-error', status: 502, when: 'before' });
    expect((await setAlt('never')).status).toBe(502);
    expect(alt()).toBe('before');
  });

  test('answers 5xx although it happened', async () => {
    it.sandbox.faults.add({ kind: 'server-error', status: 500, when: 'after', match: 'fileUpdate' });
    expect((await setAlt('happened')).status).toBe(500);
    expect(alt()).toBe('happened');
  });

  test('drops the connection after it happened', async () => {
    it.sandbox.faults.add({ kind: 'drop', when: 'after', match: 'fileUpdate' });
    await expect(setAlt('dropped')).rejects.toThrow();
    expect(alt()).toBe('dropped');
  });

  test('slows an answer down', async () => {
    it.sandbox.faults.add({ kind: 'slow', delayMs: 150, match: 'shop' });
    const start = performance.now();
    await it.graphql('{ shop { id } }');
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  test('lets a medium fail, as often as asked', async () => {
    it.sandbox.faults.add({ kind: 'media-failed', code: 'IMAGE_PROCESSING_FAILURE', times: 2 });
    const source = `${it.sandbox.fileUrl(SHOP, it.sandbox.state.shop(SHOP)?.files.all()[0] ?? neverFile())}`;
    const { data } = await it.graphql(
      'mutation ($files: [FileCreateInput!]!) { fileCreate(files: $files) { files { id } userErrors { code } } }',
      {
        files: [1, 2, 3].map((n) => ({
          originalSource: source,
          filename: `fail-${n}.png`,
          contentType: 'IMAGE',
        })),
      },
    );
    await it.advance(1000);
    const ids =
      (data?.fileCreate as { files: { id: string }[] } | undefined)?.files.map((file) => file.id) ?? [];
    const after = await it.graphql(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on File { fileStatus } } }',
      { ids },
    );
    expect(after.data?.nodes).toEqual([
      { fileStatus: 'FAILED' },
      { fileStatus: 'FAILED' },
      { fileStatus: 'READY' },
    ]);
  });
});

function neverFile(): never {
  throw new Error('The shop has no file.');
}

describe('over HTTP', () => {
  test('faults are added, listed and cleared, and a wrong one is refused by name', async () => {
    expect((await post('/__sandbox/faults', { kind: 'throttle', times: 3 })).status).toBe(200);
    const wrong = await post('/__sandbox/faults', { kind: 'server-error', status: 404, when: 'before' });
    expect(wrong.status).toBe(400);
    expect(((await wrong.json()) as { error: string }).error).toContain('status');
    const listed = await fetch(`${it.sandbox.origin}/__sandbox/faults`);
    expect(await listed.json()).toEqual({ faults: [{ kind: 'throttle', times: 3 }] });
    await fetch(`${it.sandbox.origin}/__sandbox/faults`, { method: 'DELETE' });
    expect(it.sandbox.faults.pending()).toEqual([]);
  });

  test('the state of a shop can be compared before and after', async () => {
    const dump = async () => (await fetch(`${it.sandbox.origin}/__sandbox/state?shop=${SHOP}`)).json();
    const before = await dump();
    await it.sandbox.merchant.moveMedia(SHOP, product.id, product.mediaIds[0] ?? 0, 2);
    expect(await dump()).not.toEqual(before);
    await it.advance(5000);
    await it.sandbox.merchant.moveMedia(SHOP, product.id, product.mediaIds[0] ?? 0, 0);
    expect(await dump()).toEqual(before);
    expect((await fetch(`${it.sandbox.origin}/__sandbox/state?shop=none`)).status).toBe(404);
  });
});

describe('the CDN', () => {
  const url = (fileId: number) => {
    const file = it.sandbox.state.shop(SHOP)?.files.get(fileId) ?? neverFile();
    return new URL(it.sandbox.fileUrl(SHOP, file) ?? '');
  };

  test('makes smaller copies, never larger ones', async () => {
    const file = await it.sandbox.merchant.addImage(SHOP, product.id, {
      bytes: await picture(40, { width: 400, height: 200, format: 'jpeg' }),
      filename: 'wide.jpg',
    });
    const size = async (width: number) => {
      const sized = url(file.id);
      sized.searchParams.set('width', String(width));
      const metadata = await sharp(Buffer.from(await (await fetch(sized)).arrayBuffer())).metadata();
      return [metadata.format, metadata.width, metadata.height];
    };
    expect(await size(100)).toEqual(['jpeg', 100, 50]);
    expect(await size(4000)).toEqual(['jpeg', 400, 200]);
  });

  test('keeps XMP in copies unless it is told to strip it', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>';
    const bytes = await sharp(await picture(41, { width: 60, height: 60 }))
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    const read = async (sandbox: TrySandbox, width: string) => {
      const file = await sandbox.sandbox.merchant.addImage(
        SHOP,
        (await sandbox.sandbox.merchant.createProduct(SHOP, { title: 'X' })).id,
        {
          bytes,
          filename: 'label.jpg',
        },
      );
      const address = new URL(sandbox.sandbox.fileUrl(SHOP, file) ?? '');
      if (width) address.searchParams.set('width', width);
      const answer = Buffer.from(await (await fetch(address)).arrayBuffer());
      return (await sharp(answer).metadata()).xmp !== undefined;
    };
    expect(await read(it, '')).toBe(true);
    expect(await read(it, '20')).toBe(true);
    const stripping = await trySandbox({ cdn: { stripMetadata: true } });
    expect(await read(stripping, '')).toBe(false);
    expect(await read(stripping, '20')).toBe(false);
    await stripping.close();
  });

  test('has nothing for a name it does not know', async () => {
    const missing = url(product.mediaIds[0] ?? 0);
    missing.pathname = missing.pathname.replace('bottle-1', 'bottle-9');
    expect((await fetch(missing)).status).toBe(404);
  });
});
