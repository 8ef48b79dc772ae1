import { z } from 'zod';

export const idempotencyKeyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({
      description:
        'the same key with the same request gives the same answer for a day, without doing it again; with another request it is refused',
      example: '7f1c2a0e-6d0b-4f53-9a55-1f0f3c5a9b77',
    }),
});

export const lastEventIdHeader = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .meta({ description: 'the last `id` received: the stream goes on after it' }),
});
