import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

/** Unsplash's part of the environment. Without a key the inspiration library is a set of our own pictures. */
export const unsplashEnv = z.object({
  UNSPLASH_ACCESS_KEY: optional(z.string().min(1)).describe(
    'Access key of an Unsplash application (https://unsplash.com/oauth/applications)',
  ),
  UNSPLASH_APP_NAME: z
    .preprocess(
      blankIsUnset,
      z
        .string()
        .regex(/^[a-z0-9_-]{1,60}$/)
        .default('softbox'),
    )
    .describe('Name of that application, as its links to Unsplash carry it (utm_source)'),
  UNSPLASH_SANDBOX_ORIGIN: optional(z.string()).describe(
    'The stand-in of Unsplash, on a loopback address; honoured only with SOFTBOX_SANDBOX=1',
  ),
});
