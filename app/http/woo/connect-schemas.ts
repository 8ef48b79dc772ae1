import { z } from 'zod';

/** Bodies of `/connect/woo/*`; see docs/woo-bridge-protocol.md section 3. Unknown members are refused. */

const hex64 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case');
const protocol = z.literal(1, { error: 'this Softbox speaks protocol 1; update the plugin or Softbox' });
const address = z.string().min(1).max(300);

const site = z.strictObject({
  id: z.uuid(),
  url: address,
  rest_url: address,
});
const startedBy = z.strictObject({ id: z.int().positive(), name: z.string().max(200) });
const plugin = z.string().regex(/^\d+\.\d+\.\d+[\w.+-]{0,30}$/, 'must be a version like 1.2.3');

export const startBody = z.strictObject({
  protocol,
  site,
  return_url: z.string().min(1).max(1_000),
  challenge: hex64,
  started_by: startedBy,
  plugin,
});
export const finishBody = z.strictObject({ state: hex64, verifier: hex64 });
export const pairBody = z.strictObject({ protocol, site, code: hex64, started_by: startedBy, plugin });

/** What WooCommerce posts; it may come to say more. `user_id` is the state we sent. */
export const callbackBody = z.object({
  user_id: z.union([z.string(), z.number()]).transform(String).pipe(hex64),
  consumer_key: z.string().regex(/^ck_[0-9a-f]{40}$/),
  consumer_secret: z.string().regex(/^cs_[0-9a-f]{40}$/),
  key_permissions: z.string().max(20),
});

export const emptyBody = z.strictObject({});
