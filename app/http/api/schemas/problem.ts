import { z } from 'zod';

/** RFC 9457, with our extensions. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: '`/problems/<kind>`', example: '/problems/invalid-input' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'in plain words: what is wrong and what to do' }),
    instance: z.string().meta({ description: 'path of the request' }),
    field: z.string().optional().meta({ description: 'field, option or header at fault' }),
    errors: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'everything wrong with the input, one entry a field' }),
    details: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457), application/problem+json' });
