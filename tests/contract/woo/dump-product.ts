import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mediumReply } from '#app/adapters/woocommerce/protocol.ts';
import type { LiveSite } from './live-site.ts';

const document = z.looseObject({ id: z.number() });

/**
 * When a row was last saved changes by every write, also by one that takes back another; and which products are related
 * WooCommerce draws by lot each time it is asked (`wc_get_related_products` shuffles).
 */
const asKept = ({ date_modified, date_modified_gmt, related_ids, ...rest }: Record<string, unknown>) => rest;

/**
 * All that can be learned of a product and its pictures by REST: its raw gallery, WooCommerce's own documents of it and its
 * variations with their meta data, and each picture with its alt text and the hash of its bytes. Two equal dumps, and nobody
 * can tell that anything happened in between.
 */
export const dumpProduct = async (site: LiveSite, id: number) => {
  const { modified_gmt, ...gallery } = await site.gallery(id);
  const wc = { method: 'GET', namespace: 'wc/v3', query: { context: 'edit' } } as const;
  const product = await site.must({ ...wc, path: `products/${id}`, reply: document });
  const variations = await site.must({
    ...wc,
    path: `products/${id}/variations`,
    reply: z.array(document),
  });
  const media = [];
  for (const image of gallery.images) {
    const medium = await site.must({
      method: 'GET',
      namespace: 'wc-softbox/v1',
      path: `media/${image.id}`,
      reply: mediumReply,
    });
    const live = await site.platform.readLiveFile('suite', medium.url);
    if (!live.ok) throw new Error(`${medium.url}: ${live.error.message}`);
    media.push({ ...medium, hash: createHash('sha256').update(live.value).digest('hex') });
  }
  return { gallery, product: asKept(product), variations: variations.map(asKept), media };
};
