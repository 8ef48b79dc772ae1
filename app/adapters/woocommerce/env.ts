import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);

const origins = (name: string) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .default('')
      .transform((text, context) => {
        const list = text.split(',').flatMap((part) => part.trim() || []);
        for (const one of list) {
          const url = URL.canParse(one) ? new URL(one) : null;
          if (!url || !/^https?:$/.test(url.protocol) || url.origin !== one) {
            context.addIssue({
              code: 'custom',
              message: `${name} holds origins like https://shop.example:8443, separated by commas`,
            });
          }
        }
        return list;
      }),
  );

/** The WooCommerce adapter's part of the environment. */
export const wooEnv = z.object({
  /** Where WooCommerce sites reach Softbox; https, or pairing is the only way to connect. */
  SOFTBOX_PUBLIC_URL: z.preprocess(
    blankIsUnset,
    z
      .string()
      .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
        message: 'SOFTBOX_PUBLIC_URL must be an http(s) URL',
      })
      .optional()
      .describe('Where WooCommerce sites reach Softbox; SHOPIFY_APP_URL when not set'),
  ),
  SOFTBOX_WOO_PRIVATE_SITES: origins('SOFTBOX_WOO_PRIVATE_SITES').describe(
    'Origins of WooCommerce sites inside the private network that may be called, comma-separated',
  ),
  SOFTBOX_WOO_SELF_SIGNED: origins('SOFTBOX_WOO_SELF_SIGNED').describe(
    'Origins of WooCommerce sites whose certificate nobody has signed, comma-separated',
  ),
});
