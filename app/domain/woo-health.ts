import { z } from 'zod';

/** What can be wrong with the connection of a WooCommerce store, as its owner and the plugin are told. */
export const WOO_PROBLEMS = [
  'unreachable',
  'unauthorized',
  'read-only',
  'no-plugin',
  'other-site',
  'webhook-disabled',
  'webhook-missing',
] as const;
export type WooProblemKind = (typeof WOO_PROBLEMS)[number];

export const wooHealthSchema = z.object({
  checkedAt: z.string().nullable(),
  problems: z.array(z.object({ kind: z.enum(WOO_PROBLEMS), message: z.string() })),
  webhooks: z.array(z.object({ topic: z.string(), status: z.string() })),
});
export type WooHealth = z.infer<typeof wooHealthSchema>;

export const UNCHECKED: WooHealth = { checkedAt: null, problems: [], webhooks: [] };

/** What a connected site tells us of, each by a webhook of its own. */
export const WOO_TOPICS = ['product.created', 'product.updated', 'product.deleted'] as const;
export type WooTopic = (typeof WOO_TOPICS)[number];
