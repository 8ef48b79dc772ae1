import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  foundMediumReply,
  type GalleryState,
  galleryReply,
  mediumReply,
} from '#app/adapters/woocommerce/protocol.ts';
import { publicationFilename, restoredFilename } from '#app/domain/own-file.ts';
import { storePlatformBattery } from '#tests/contract/store-platform/battery.ts';
import { labelledPicture } from '#tests/support/shopify-studio.ts';
import vectors from './gallery-writes.json' with { type: 'json' };
import { type LiveSite, openLiveSite } from './live-site.ts';

/**
 * What a WooCommerce site with the plugin has to do. It runs unchanged against the stand-in (in CI) and against a real site
 * (`npm run test:woo -- --site URL --key ck_… --secret cs_…`), so that the two cannot drift apart.
 */
let site: LiveSite;
beforeAll(async () => {
  site = await openLiveSite();
});
afterAll(() => site.close());

/** A state as the vectors have it: what is wrong about one is wrong on purpose. */
interface VectorState {
  readonly featured: number | null;
  readonly gallery: readonly number[];
  readonly variations: readonly { readonly id: number; readonly image: number | null }[];
}

const plugin = { namespace: 'wc-softbox/v1' } as const;
const wc = { namespace: 'wc/v3' } as const;
const anything = z.unknown();

describe('the store port', () => {
  storePlatformBattery(() => ({
    platform: site.platform,
    storeId: 'suite',
    newProduct: async () => {
      const { id, media, variations } = await site.newProduct();
      return { id: String(id), media: media.map(String), variants: variations.map(String) };
    },
    deleteProduct: (id) => site.deleteProduct(Number(id), false),
    merchantsFile: async () => ({ id: String(await site.placeholder()), filename: 'placeholder.png' }),
    newFile: async () => ({
      filename: publicationFilename(newId(), 'jpg'),
      contentType: 'image/jpeg',
      bytes: await labelledPicture(),
      alt: 'A picture, “with” & ünïcode \\ and a backslash',
    }),
  }));
});

describe('who may call the plugin', () => {
  const calls = [
    { method: 'GET', path: 'site' },
    { method: 'GET', path: `media?name=${publicationFilename(newId(), 'jpg')}` },
    { method: 'GET', path: 'media/1' },
    { method: 'GET', path: 'products/1/gallery' },
    { method: 'POST', path: 'media/1/alt', body: { alt: 'x' } },
    { method: 'POST', path: 'media/1/delete', body: { name: 'x' } },
    { method: 'POST', path: 'products/1/gallery', body: {} },
    { method: 'POST', path: 'disconnect', body: { webhook_ids: [] } },
  ] as const;

  it.each(calls)('not nobody: $method $path', async ({ path, ...call }) => {
    const [route = '', query = ''] = path.split('?');
    const answer = await site.ask(
      {
        ...plugin,
        ...call,
        path: route,
        query: Object.fromEntries(new URLSearchParams(query)),
        reply: anything,
        isAnonymous: true,
      },
      site.nobody,
    );
    expect(answer.refusal).toMatchObject({ status: 401, code: 'softbox_forbidden' });
  });

  it('not a wrong key', async () => {
    const answer = await site.ask({ ...plugin, method: 'GET', path: 'site', reply: anything }, site.nobody);
    expect(answer.refusal?.status).toBe(401);
  });

  it('a read-only key may read and not write', async ({ skip }) => {
    if (!site.readAccess) return skip('no read-only key was given (--read-key, --read-secret)');
    const read = await site.ask({ ...plugin, method: 'GET', path: 'site', reply: anything }, site.readAccess);
    expect(read.value).not.toBeNull();
    const write = await site.ask(
      { ...plugin, method: 'POST', path: 'media/1/alt', body: { alt: 'x' }, reply: anything },
      site.readAccess,
    );
    expect(write.refusal).toMatchObject({ status: 401, code: 'woocommerce_rest_authentication_error' });
  });

  it('a code that nobody has made pairs nobody', async () => {
    const answer = await site.ask(
      {
        ...plugin,
        method: 'POST',
        path: 'pair',
        body: { code: 'ab'.repeat(32) },
        reply: anything,
        isAnonymous: true,
      },
      site.nobody,
    );
    expect(answer.refusal).toMatchObject({ status: 403, code: 'softbox_code_invalid' });
  });
});

describe('facts', () => {
  it('are those of the site that was asked', () => {
    expect(site.facts.protocol).toBe(1);
    expect(new URL(site.facts.url).host).toBe(new URL(site.url).host);
    expect(site.facts.rest_url.startsWith(site.facts.url)).toBe(true);
    expect(site.facts.image_types).toContain('image/jpeg');
  });
});

describe('media', () => {
  const send = async (over: {
    name?: string;
    bytes?: Uint8Array;
    sha256?: string;
    alt?: string;
    contentType?: string;
  }) => {
    const name = over.name ?? publicationFilename(newId(), 'jpg');
    const bytes = over.bytes ?? (await labelledPicture());
    const contentType = over.contentType ?? 'image/jpeg';
    const answer = await site.ask({
      ...plugin,
      method: 'POST',
      path: 'media',
      query: { name, alt: over.alt ?? '' },
      file: { name, contentType, bytes },
      ...(over.sha256 === undefined ? {} : { sha256: over.sha256 }),
      reply: mediumReply,
    });
    return { name, bytes, ...answer };
  };

  it('are kept byte by byte, and with every character of the alt text', async () => {
    const bytes = await labelledPicture();
    // no backslash: WooCommerce 8.0 does not take one in a query; the store port's battery has one
    const alt = `Tea <b>&amp; "cups" 'n more' – 茶 ${'x'.repeat(400)}`;
    const { value } = await send({ bytes, alt });
    expect(value).toMatchObject({ alt, mime: 'image/jpeg', bytes: bytes.byteLength, width: 24, height: 24 });
    const live = await site.platform.readLiveFile('suite', value?.url ?? '');
    expect(live.ok && Buffer.from(live.value).equals(Buffer.from(bytes))).toBe(true);
  });

  it('of one name are one, also when two come at once; other bytes under it are refused', async () => {
    const bytes = await labelledPicture();
    const name = publicationFilename(newId(), 'jpg');
    const both = await Promise.all([send({ name, bytes }), send({ name, bytes })]);
    expect(new Set(both.map((answer) => answer.value?.id)).size).toBe(1);
    const other = await send({ name });
    expect(other.refusal).toMatchObject({ status: 409, code: 'softbox_name_taken' });
  });

  it('that are not what was signed, not pictures, or not named by us are refused', async () => {
    const wrong = await send({ sha256: '0'.repeat(64) });
    expect(wrong.refusal).toMatchObject({ status: 400, code: 'softbox_hash_mismatch' });
    const text = await send({ bytes: Buffer.from('<?php echo 1;') });
    expect(text.refusal).toMatchObject({ status: 415, code: 'softbox_type_refused' });
    for (const name of ['mug.jpg', `../${publicationFilename(newId(), 'jpg')}`, 'softbox-x.php']) {
      expect((await send({ name })).refusal).toMatchObject({ status: 400, code: 'rest_invalid_param' });
    }
    expect((await send({ alt: 'x'.repeat(513) })).refusal?.status).toBe(400);
  });

  it('that are not there are not there', async () => {
    const gone = await site.ask({ ...plugin, method: 'GET', path: 'media/999999999', reply: mediumReply });
    expect(gone.refusal).toMatchObject({ status: 404, code: 'softbox_media_gone' });
    const name = publicationFilename(newId(), 'jpg');
    const found = await site.must({
      ...plugin,
      method: 'GET',
      path: 'media',
      query: { name },
      reply: foundMediumReply,
    });
    expect(found.media).toBeNull();
  });

  it('whose original was restored are never deleted', async () => {
    const name = restoredFilename(newId(), 'jpg');
    const medium = await site.upload(undefined, name);
    const answer = await site.must({
      ...plugin,
      method: 'POST',
      path: `media/${medium.id}/delete`,
      body: { name },
      reply: z.object({ outcome: z.string() }),
    });
    expect(answer.outcome).toBe('not-ours');
  });

  it('that a product’s description or a category shows stay', async () => {
    const medium = await site.upload();
    const { id } = await site.newProduct();
    await site.must({
      ...wc,
      method: 'POST',
      path: `products/${id}`,
      body: { description: `<p><img class="alignleft wp-image-${medium.id}" src="${medium.url}"></p>` },
      reply: anything,
    });
    const outcome = await site.platform.deleteOwnFile('suite', {
      id: String(medium.id),
      filename: medium.name ?? '',
    });
    expect(outcome).toEqual({ ok: true, value: 'in-use' });
    await site.deleteProduct(id, true);
  });
});

describe('gallery writes, as the shared vectors say', () => {
  // an id that dangles cannot be made over the API: the unit tests of both sides have that case
  const cases = vectors.cases.filter(
    ({ current }) => !current.gallery.some((id) => !vectors.images.includes(id)),
  );

  it.each(cases)('$name', async ({ current, request, outcome, after, image }) => {
    const ids = new Map<number, number>();
    for (const id of vectors.images) ids.set(id, (await site.upload()).id);
    ids.set(99, 999_999_999);
    const product = await site.newProduct();
    const shown = current.variations.map((variation) => variation.id);
    const variations = new Map<number, number>([
      [13, shown.includes(13) ? (product.variations[0] ?? 0) : 999_999_998],
      [14, shown.includes(14) ? (product.variations[1] ?? 0) : 999_999_998],
    ]);
    const toLive = (state: VectorState): GalleryState => ({
      ...state,
      featured: state.featured === null ? null : (ids.get(state.featured) ?? state.featured),
      gallery: state.gallery.map((id) => ids.get(Number(id)) ?? id),
      variations: state.variations.map((variation) => ({
        id: variations.get(variation.id) ?? 0,
        image: variation.image === null ? null : (ids.get(variation.image) ?? 0),
      })),
    });
    const write = (body: unknown) =>
      site.ask({
        ...plugin,
        method: 'POST',
        path: `products/${product.id}/gallery`,
        body,
        reply: galleryReply,
      });
    const start = await site.gallery(product.id);
    const state = ({ featured, gallery, variations: all }: typeof start): GalleryState => ({
      featured,
      gallery,
      variations: all,
    });
    const begun = await write({ expected: state(start), write: toLive(current) });
    expect(begun.refusal).toBeNull();

    const answer = await write({
      expected: toLive(request.expected),
      write: toLive(request.write as VectorState),
    });
    const now = await site.gallery(product.id);
    const listed = (gallery: GalleryState, like: GalleryState) => ({
      ...like,
      featured: gallery.featured,
      gallery: gallery.gallery,
      variations: gallery.variations.filter((one) => like.variations.some(({ id }) => id === one.id)),
    });
    const expected = toLive(after ?? current);
    expect(listed(now, expected)).toEqual(expected);
    const refusals: Record<string, unknown> = {
      changed: { status: 409, code: 'softbox_gallery_changed' },
      'image-gone': { status: 422, code: 'softbox_image_gone' },
      invalid: { status: 400, code: 'rest_invalid_param' },
    };
    const refusal = refusals[outcome];
    if (refusal) expect(answer.refusal).toMatchObject(refusal);
    else expect(answer.value).toMatchObject({ product_id: product.id });
    if (outcome === 'changed') {
      const current = z.looseObject({ current: galleryReply }).parse(answer.refusal?.data).current;
      expect(current.gallery).toEqual(now.gallery);
    }
    if (image) expect(answer.refusal?.data).toMatchObject({ image: ids.get(image) });
  });

  it('a product that is gone, in the trash, or a variation has no gallery', async () => {
    const product = await site.newProduct();
    await site.deleteProduct(product.id, false);
    for (const id of [product.id, 999_999_999, product.variations[0] ?? 0]) {
      const answer = await site.ask({
        ...plugin,
        method: 'GET',
        path: `products/${id}/gallery`,
        reply: anything,
      });
      expect(answer.refusal).toMatchObject({ status: 404, code: 'softbox_product_gone' });
    }
  });
});

describe('WooCommerce itself, as far as it is relied on', () => {
  it('pages a hundred at most, with its headers', async () => {
    const one = await site.ask({
      ...wc,
      method: 'GET',
      path: 'products',
      query: { per_page: '1' },
      reply: anything,
    });
    expect(Number(one.headers.get('x-wp-total'))).toBeGreaterThan(0);
    expect(Number(one.headers.get('x-wp-totalpages'))).toBeGreaterThan(0);
    const more = await site.ask({
      ...wc,
      method: 'GET',
      path: 'products',
      query: { per_page: '101' },
      reply: anything,
    });
    expect(more.refusal).toMatchObject({ status: 400, code: 'rest_invalid_param' });
  });

  it('takes a hundred things in a batch and not one more', async () => {
    const update = Array.from({ length: 101 }, () => ({ id: 999_999_999 }));
    const answer = await site.ask({
      ...wc,
      method: 'POST',
      path: 'products/batch',
      body: { update },
      reply: anything,
    });
    expect(answer.refusal).toMatchObject({ status: 413, code: 'woocommerce_rest_request_entity_too_large' });
  });

  it('shows a variation its product’s picture, but not to those who edit', async () => {
    const { id, media, variations } = await site.newProduct();
    const images = async (context: string) => {
      const reply = z.array(
        z.looseObject({ id: z.number(), image: z.looseObject({ id: z.number() }).nullable() }),
      );
      const rows = await site.must({
        ...wc,
        method: 'GET',
        path: `products/${id}/variations`,
        query: { context },
        reply,
      });
      return rows.find((row) => row.id === variations[1])?.image?.id ?? null;
    };
    expect(await images('view')).toBe(media[0]);
    expect(await images('edit')).toBeNull();
  });

  it('finds by `modified_after` in GMT what changed, whatever the site’s own time', async () => {
    const { id } = await site.newProduct();
    const listed = async (since: number) => {
      const page = await site.platform.listProducts('suite', { cursor: null, updatedSince: new Date(since) });
      return page.ok && page.value.products.some((product) => product.externalId === String(id));
    };
    expect(await listed(Date.now() - 120_000)).toBe(true);
    expect(await listed(Date.now() + 120_000)).toBe(false);
  });

  it('makes webhooks that are active, hides their secrets, and deletes them by a POST', async () => {
    const reply = z.looseObject({ id: z.number(), status: z.string() });
    const made = await site.must({
      ...wc,
      method: 'POST',
      path: 'webhooks',
      body: { topic: 'product.updated', delivery_url: 'https://softbox.example/suite', secret: 'hush' },
      reply,
    });
    expect(made.status).toBe('active');
    expect(JSON.stringify(made)).not.toContain('hush');
    const remove = {
      ...wc,
      method: 'POST',
      path: `webhooks/${made.id}`,
      query: { _method: 'DELETE', force: 'true' },
      reply: anything,
    } as const;
    await site.must(remove);
    const code = 'woocommerce_rest_shop_webhook_invalid_id';
    expect((await site.ask(remove)).refusal).toMatchObject({ status: 404, code });
    // read, it is 400 in WooCommerce 8.0 and 404 in 10.0
    const gone = { ...wc, path: `webhooks/${made.id}`, reply: anything } as const;
    expect((await site.ask({ ...gone, method: 'GET' })).refusal).toMatchObject({ code });
    const edited = await site.ask({ ...gone, method: 'POST', body: { status: 'active' } });
    expect(edited.refusal).toMatchObject({ status: 400, code });
  });
});
