import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFileCalls } from '../testing/file-calls.ts';
import { picture, type TrySandbox, trySandbox } from '../testing/try-sandbox.ts';

let it: TrySandbox;
beforeAll(async () => {
  it = await trySandbox();
}, 60_000);
afterAll(() => it.close());
const { stage, post } = makeFileCalls(() => it);

describe('a staged upload', () => {
  test('is taken by POST with every parameter, and refused without its signature', async () => {
    const { target } = await stage({ httpMethod: 'POST' });
    expect(target.parameters.map((one) => one.name)).toEqual([
      'Content-Type',
      'success_action_status',
      'acl',
      'key',
      'x-goog-date',
      'x-goog-credential',
      'x-goog-algorithm',
      'x-goog-signature',
      'policy',
    ]);
    expect((await post(target, await picture(1), { 'x-goog-signature': 'forged' })).status).toBe(403);
    expect((await post(target, await picture(1), { 'Content-Type': 'image/gif' })).status).toBe(400);
    expect((await post(target, await picture(1))).status).toBe(201);
  });

  test('is taken by PUT, which is the default', async () => {
    const { target } = await stage({});
    expect(target.parameters.map((one) => one.name)).toEqual(['content_type', 'acl']);
    const body = new Uint8Array(await picture(2));
    expect((await fetch(target.resourceUrl, { method: 'PUT', body })).status).toBe(403);
    expect((await fetch(target.url, { method: 'PUT', body })).status).toBe(200);
  });

  test('runs out after seven days, and takes neither nothing nor 21 MB', async () => {
    const { target } = await stage({});
    expect((await fetch(target.url, { method: 'PUT', body: new Uint8Array(0) })).status).toBe(400);
    expect((await fetch(target.url, { method: 'PUT', body: new Uint8Array(21 * 1024 * 1024) })).status).toBe(
      400,
    );
    await it.advance(8 * 24 * 60 * 60_000);
    expect((await fetch(target.url, { method: 'PUT', body: new Uint8Array(9) })).status).toBe(403);
  });

  test('of a picture has to be a picture', async () => {
    const { userErrors } = await stage({ filename: 'a.exe', mimeType: 'application/x-msdownload' });
    expect(userErrors).toEqual([
      {
        field: ['input', '0', 'mimeType'],
        message: 'a.exe: (application/x-msdownload) is not a recognized format',
      },
    ]);
  });
});
