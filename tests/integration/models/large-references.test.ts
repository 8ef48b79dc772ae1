import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { ok } from '#app/domain/result.ts';
import type { ImageReference } from '#app/ports/image-model.ts';
import { SMALL_REDRAW, startModelWorld } from '#tests/support/models/model-world.ts';
import { productPhoto } from '#tests/support/provider-stand-ins.ts';

type World = Awaited<ReturnType<typeof startModelWorld>>;
let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());

const never = new AbortController().signal;

/** The red box on white, 6000 px wide, with so much grain on it that its file is larger than any model takes. */
const largePhoto = async (seed: number): Promise<Uint8Array> => {
  const size = { width: 6_000, height: 2_250 };
  const grain = new Uint8Array(size.width * size.height);
  let state = seed;
  for (let i = 0; i < grain.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    grain[i] = 240 + ((state >>> 16) & 15);
  }
  const photo = await sharp(await productPhoto())
    .resize({ ...size, fit: 'fill' })
    .composite([{ input: Buffer.from(grain), raw: { ...size, channels: 1 }, blend: 'multiply' }])
    .jpeg({ quality: 99, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return new Uint8Array(photo);
};

test('a redraw from photos of 6000 px shows the model copies that its request has room for, and says what was sent', async () => {
  const [main, side] = await Promise.all([largePhoto(1), largePhoto(2)]);
  expect(main.length).toBeGreaterThan(7_000_000);
  const small = new Uint8Array(await productPhoto());
  const photos: World['photos'] = {
    fetch: async (url) => {
      const bytes = url.includes('detail') ? small : url.includes('side') ? side : main;
      return ok({ bytes, contentType: 'image/jpeg', url });
    },
  };
  const sent: (readonly ImageReference[])[] = [];
  const worker = world.run({
    photos,
    wrapImageModel: (model) => ({
      ...model,
      make: (request, options) => {
        sent.push(request.references);
        return model.make(request, options);
      },
    }),
  });
  const recipe = { ...SMALL_REDRAW, references: 4, secondLook: true };
  const { storeId, jobIds, productIds } = await world.order(worker, recipe);
  const added = [
    ['detail', 2],
    ['side-again', 3],
  ] as const;
  await world.db.database.prisma.productImage.createMany({
    data: added.map(([name, position]) => ({
      id: newId(),
      storeId,
      productId: productIds[0] ?? '',
      externalId: `gid://shopify/MediaImage/${name}`,
      position,
      url: `https://photos.example/${name}.jpg`,
    })),
  });
  const id = jobIds[0] ?? '';
  expect(await worker.run({ storeId, id }, never)).toMatch(/^(ready|held)$/);

  const references = sent[0] ?? [];
  expect(references).toHaveLength(4);
  const total = references.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(total).toBeLessThanOrEqual(14_000_000);
  expect(Math.max(...references.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(7_000_000);
  // the room is used
  expect(total).toBeGreaterThan(7_000_000);

  const job = await worker.imageJobs.get(storeId, id);
  const made = await worker.repositories.assets.provenance(storeId, job?.assetId ?? '');
  const shown = made?.model?.references ?? [];
  expect(shown.map((one) => one.sourceHash)).toEqual([main, side, small, side].map(sha256));
  for (const [i, one] of shown.entries()) {
    const bytes = references[i]?.bytes ?? new Uint8Array();
    if (i === 2) {
      expect(one.sent).toBeUndefined();
      expect(bytes).toEqual(small);
      continue;
    }
    const info = await sharp(bytes).metadata();
    expect(one.sent).toEqual({
      hash: sha256(bytes),
      bytes: bytes.length,
      width: info.width,
      height: info.height,
    });
    expect(info.width / info.height).toBeCloseTo(6_000 / 2_250, 2);
  }
  // the second look takes less than the model that draws
  expect(made?.model?.fidelity?.secondLook).toMatchObject({ status: 'looked' });
}, 180_000);
