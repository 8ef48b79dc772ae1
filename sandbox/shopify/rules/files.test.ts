import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFileCalls, READY_AFTER } from '../testing/file-calls.ts';
import {
  bottle,
  gidOf,
  type Json,
  pick,
  picture,
  SHOP,
  type TrySandbox,
  trySandbox,
} from '../testing/try-sandbox.ts';

let it: TrySandbox;
beforeAll(async () => {
  it = await trySandbox();
}, 60_000);
afterAll(() => it.close());

const { stage, upload, create, update, file, ready } = makeFileCalls(() => it);

describe('a new file', () => {
  test('goes UPLOADED, PROCESSING, READY by the clock, and keeps its bytes', async () => {
    const bytes = await picture(3);
    const { ids } = await create({
      originalSource: await upload(bytes, 'life.png'),
      filename: 'life.png',
      alt: 'Life',
    });
    const id = ids[0] ?? '';
    expect(await file(id)).toMatchObject({ fileStatus: 'UPLOADED', image: null, originalSource: null });
    await it.advance(200);
    expect(await file(id)).toMatchObject({ fileStatus: 'PROCESSING', image: null });
    await it.advance(READY_AFTER);
    const node = await file(id);
    expect(node).toMatchObject({ fileStatus: 'READY', status: 'READY', alt: 'Life', mimeType: 'image/png' });
    const image = node.image as { id: string; url: string; width: number; height: number };
    expect(image).toMatchObject({ id: id.replace('MediaImage', 'ImageSource'), width: 12, height: 8 });
    expect(image.url).toMatch(/\/cdn\/s\/files\/1\/\d{4}\/\d{4}\/\d{4}\/files\/life\.png\?v=\d+$/);
    expect(Buffer.from(await (await fetch(image.url)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  test.each([
    [
      'nothing was uploaded',
      async () => (await stage({ filename: 'x.png' })).target.resourceUrl,
      'IMAGE_DOWNLOAD_FAILURE',
    ],
    ['it is text', () => upload(Buffer.from('no picture at all'), 'x.png'), 'UNSUPPORTED_IMAGE_FILE_TYPE'],
    [
      'it is cut off',
      async () =>
        upload((await picture(4, { width: 400, height: 400, format: 'jpeg' })).subarray(0, 900), 'x.png'),
      'IMAGE_PROCESSING_FAILURE',
    ],
    [
      'a side is over 4472 px',
      async () => upload(await picture(4, { width: 4473, height: 2 }), 'x.png'),
      'INVALID_IMAGE_RESOLUTION',
    ],
    [
      'it is an SVG',
      () => upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'x.png'),
      'UNSUPPORTED_IMAGE_FILE_TYPE',
    ],
    [
      'the address was never handed out',
      async () => `${it.sandbox.origin}/uploads/tmp/1/files/no/x.png`,
      'INVALID_SIGNED_URL',
    ],
    ['nobody answers there', async () => 'http://127.0.0.1:9/x.png', 'IMAGE_DOWNLOAD_FAILURE'],
  ])('fails when %s', async (_, source, code) => {
    const { ids } = await create({ originalSource: await source(), contentType: 'IMAGE' });
    await it.advance(READY_AFTER);
    expect(await file(ids[0] ?? '')).toMatchObject({
      fileStatus: 'FAILED',
      image: null,
      mediaErrors: [{ code }],
    });
  });

  test('with a name that is taken is refused, renamed or put in its place, as asked', async () => {
    const first = await ready(await picture(5), 'taken.png');
    const source = await upload(await picture(6), 'taken.png');
    const input = { originalSource: source, contentType: 'IMAGE', filename: 'taken.png' };
    const refused = await create({ ...input, duplicateResolutionMode: 'RAISE_ERROR' });
    expect(refused.ids).toEqual([]);
    expect(refused.userErrors).toMatchObject([
      { field: ['files', '0', 'filename'], code: 'FILENAME_ALREADY_EXISTS' },
    ]);

    const renamed = await create(input);
    await it.advance(READY_AFTER);
    const { url } = (await file(renamed.ids[0] ?? '')).image as { url: string };
    expect(url).toMatch(/\/taken_[0-9a-f-]{36}\.png\?/);

    const before = (await file(first)).image as { url: string };
    const replaced = await create({ ...input, duplicateResolutionMode: 'REPLACE' });
    expect(replaced.ids).toEqual([first]);
    await it.advance(READY_AFTER);
    const after = (await file(first)).image as { url: string };
    expect(after.url.split('?')[0]).toBe(before.url.split('?')[0]);
    expect(after.url).not.toBe(before.url);
  });

  test.each([
    ['no web address', { originalSource: 'data:image/png;base64,AAAA' }, 'INVALID_IMAGE_SOURCE_URL'],
    [
      'another ending',
      { originalSource: 'http://127.0.0.1:9/a.png', filename: 'a.jpg' },
      'MISMATCHED_FILENAME_AND_ORIGINAL_SOURCE',
    ],
    [
      'the ending in capitals',
      { originalSource: 'http://127.0.0.1:9/a.PNG', filename: 'a.png' },
      'MISMATCHED_FILENAME_AND_ORIGINAL_SOURCE',
    ],
    [
      'REPLACE without a type',
      { originalSource: 'http://127.0.0.1:9/a.png', duplicateResolutionMode: 'REPLACE' },
      'INVALID_DUPLICATE_MODE_FOR_TYPE',
    ],
    [
      'REPLACE without a name',
      {
        originalSource: 'http://127.0.0.1:9/a.png',
        contentType: 'IMAGE',
        duplicateResolutionMode: 'REPLACE',
      },
      'MISSING_FILENAME_FOR_DUPLICATE_MODE_REPLACE',
    ],
    [
      'an alt of 513 characters',
      { originalSource: 'http://127.0.0.1:9/a.png', alt: 'x'.repeat(513) },
      'ALT_VALUE_LIMIT_EXCEEDED',
    ],
  ])('with %s is refused', async (_, input, code) => {
    expect((await create(input)).userErrors).toMatchObject([{ code }]);
  });

  test('without a source is refused before anything else', async () => {
    expect((await create({ originalSource: '' })).errors).toMatchObject([
      { extensions: { code: 'INVALID_FIELD_ARGUMENTS' } },
    ]);
  });
});

describe('finding a file by its name', () => {
  test('takes as long as search lags behind', async () => {
    const find = async (query: string) => {
      const { data } = await it.graphql(
        'query ($query: String) { files(first: 5, query: $query) { nodes { id } } }',
        { query },
      );
      return pick<{ nodes: Json[] }>(data, 'files').nodes.map((node) => node.id);
    };
    const { ids } = await create({
      originalSource: await upload(await picture(7), 'find-me.png'),
      filename: 'find-me.png',
    });
    expect(await find('filename:find-me.png')).toEqual([]);
    await it.advance(2000);
    expect(await find('filename:find-me.png')).toEqual(ids);
    expect(await find('filename:find-*')).toEqual(ids);
    await update({ id: ids[0], filename: 'found.png' });
    expect(await find('filename:found.png')).toEqual([]);
    await it.advance(2000);
    expect(await find('filename:found.png')).toEqual(ids);
  });
});

describe('changing a file', () => {
  test('sets the alt up to 512 characters and leaves out only the row that is wrong', async () => {
    const [one, two] = [await ready(await picture(8), 'one.png'), await ready(await picture(9), 'two.png')];
    const result = await update({ id: one, alt: 'y'.repeat(512) }, { id: two, alt: 'z'.repeat(513) });
    expect(result.files).toMatchObject([{ id: one }]);
    expect(result.userErrors).toEqual([
      {
        field: ['files', '1', 'alt'],
        message: 'The alt value exceeds the maximum limit of 512 characters.',
        code: 'ALT_VALUE_LIMIT_EXCEEDED',
      },
    ]);
  });

  test('is refused whole while a file is not READY, is locked or is not there', async () => {
    const good = await ready(await picture(10), 'good.png');
    const { ids } = await create({
      originalSource: await upload(await picture(11), 'young.png'),
      filename: 'young.png',
    });
    expect((await update({ id: good, alt: 'a' }, { id: ids[0], alt: 'b' })).userErrors).toEqual([
      { field: ['files'], message: 'Non-ready files cannot be updated.', code: 'NON_READY_STATE' },
    ]);
    expect(
      (await update({ id: good, alt: 'a' }, { id: gidOf('MediaImage', 7), alt: 'b' })).userErrors,
    ).toEqual([
      {
        field: ['files'],
        message: `File id ["${gidOf('MediaImage', 7)}"] does not exist.`,
        code: 'FILE_DOES_NOT_EXIST',
      },
    ]);
    await update({ id: good, originalSource: await upload(await picture(12), 'new.png') });
    expect((await update({ id: good, alt: 'a' })).userErrors).toMatchObject([{ code: 'FILE_LOCKED' }]);
    await it.advance(READY_AFTER);
    expect((await update({ id: good, alt: 'a' })).userErrors).toEqual([]);
  });

  test('of its bytes keeps the address but for its version, and a failure can be acknowledged', async () => {
    const id = await ready(await picture(13), 'bytes.png');
    const before = (await file(id)).image as { url: string };
    await it.advance(2000);
    await update({ id, originalSource: await upload(await picture(14), 'bytes.png') });
    expect(await file(id)).toMatchObject({ fileStatus: 'READY', image: { url: before.url } });
    await it.advance(READY_AFTER);
    const after = (await file(id)).image as { url: string };
    expect(after.url.split('?')[0]).toBe(before.url.split('?')[0]);
    expect(after.url).not.toBe(before.url);
    await update({ id, originalSource: await upload(Buffer.from('broken'), 'bytes.png') });
    await it.advance(READY_AFTER);
    expect(await file(id)).toMatchObject({ fileStatus: 'FAILED', image: { url: after.url } });
    const { data } = await it.graphql(
      'mutation ($ids: [ID!]!) { fileAcknowledgeUpdateFailed(fileIds: $ids) { files { fileStatus } userErrors { code } } }',
      { ids: [id] },
    );
    expect(data?.fileAcknowledgeUpdateFailed).toEqual({ files: [{ fileStatus: 'READY' }], userErrors: [] });
  });

  test('of its name keeps the ending and takes no other’s name', async () => {
    const id = await ready(await picture(15), 'name.png');
    await ready(await picture(16), 'other.png');
    expect((await update({ id, filename: 'name.jpg' })).userErrors).toMatchObject([
      { code: 'INVALID_FILENAME_EXTENSION' },
    ]);
    expect((await update({ id, filename: 'other.png' })).userErrors).toMatchObject([
      { code: 'FILENAME_ALREADY_EXISTS' },
    ]);
    expect((await update({ id, filename: 'fresh.png' })).userErrors).toEqual([]);
  });

  test('to a product that is not there is refused, as is the 251st picture', async () => {
    const id = await ready(await picture(17), 'ref.png');
    expect((await update({ id, referencesToAdd: [gidOf('Product', 7)] })).userErrors).toEqual([
      {
        field: ['files'],
        message: 'The reference target does not exist',
        code: 'REFERENCE_TARGET_DOES_NOT_EXIST',
      },
    ]);
    const product = await it.sandbox.merchant.createProduct(SHOP, { title: 'Full' });
    const shop = it.sandbox.state.shop(SHOP);
    shop?.products.put({ ...product, mediaIds: Array.from({ length: 250 }, (_, n) => n + 1) });
    expect((await update({ id, referencesToAdd: [gidOf('Product', product.id)] })).userErrors).toMatchObject([
      { code: 'PRODUCT_MEDIA_LIMIT_EXCEEDED' },
    ]);
    await it.sandbox.merchant.deleteProduct(SHOP, product.id);
  });
});

describe('deleting a file', () => {
  test('takes it out of every gallery and off every variant', async () => {
    const product = await it.sandbox.merchant.createProduct(SHOP, await bottle('Deletable'));
    const [main, ...rest] = product.mediaIds;
    const { data } = await it.graphql(
      'mutation ($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds userErrors { code } } }',
      {
        ids: [gidOf('MediaImage', main ?? 0)],
      },
    );
    expect(data?.fileDelete).toEqual({ deletedFileIds: [gidOf('MediaImage', main ?? 0)], userErrors: [] });
    expect(it.sandbox.state.shop(SHOP)?.products.get(product.id)?.mediaIds).toEqual(rest);
    expect(it.sandbox.merchant.variantsOf(SHOP, product.id).map((variant) => variant.mediaIds)).toEqual([
      [],
      [],
    ]);
  });

  test('that is not there names it', async () => {
    const ids = [gidOf('MediaImage', 7), gidOf('MediaImage', 8)];
    const { data } = await it.graphql(
      'mutation ($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds userErrors { message code } } }',
      { ids },
    );
    expect(data?.fileDelete).toEqual({
      deletedFileIds: null,
      userErrors: [{ message: `File ids ${ids.join(',')} do not exist.`, code: 'FILE_DOES_NOT_EXIST' }],
    });
  });
});

test('the address of the original bytes is good for a short while only', async () => {
  const bytes = await picture(18);
  const { originalSource } = await file(await ready(bytes, 'original.png'));
  const { url, fileSize } = originalSource as { url: string; fileSize: number };
  expect(fileSize).toBe(bytes.length);
  expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bytes)).toBe(true);
  expect((await fetch(url.replace(/signature=./, 'signature=x'))).status).toBe(403);
  await it.advance(11 * 60_000);
  expect((await fetch(url)).status).toBe(403);
});
