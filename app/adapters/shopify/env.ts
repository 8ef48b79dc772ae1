import { z } from 'zod';
import { SHOPIFY_SCOPES } from '#app/domain/scopes.ts';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const origin = (name: string) =>
  z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    message: `${name} must be an http(s) URL`,
  });

const DEFAULT_SCOPES = Object.keys(SHOPIFY_SCOPES);

/** The Shopify adapter's part of the environment. Without key and secret the Shopify side stays off. */
export const shopifyEnv = z.object({
  SHOPIFY_API_KEY: optional(z.string().min(1)),
  SHOPIFY_API_SECRET: optional(z.string().min(1)),
  /** Where Shopify reaches the app, without a path. */
  SHOPIFY_APP_URL: optional(origin('SHOPIFY_APP_URL')),
  /** Comma-separated; must be what shopify.app.toml says. */
  SCOPES: z.preprocess(
    blankIsUnset,
    z
      .string()
      .default(DEFAULT_SCOPES.join(','))
      .transform((text) => text.split(',').map((scope) => scope.trim())),
  ),
  /** The stand-in of Shopify, on a loopback address; honoured only with SOFTBOX_SANDBOX=1. */
  SHOPIFY_SANDBOX_ORIGIN: optional(origin('SHOPIFY_SANDBOX_ORIGIN')),
});
