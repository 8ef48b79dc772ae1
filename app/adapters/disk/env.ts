import { z } from 'zod';

/** The disk object store's part of the environment. */
export const diskEnv = z.object({
  STORAGE_DIR: z
    .string()
    .min(1)
    .default('./data/objects')
    .describe('Folder in which pictures, masks and sources are kept'),
});
