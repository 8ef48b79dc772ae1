import { z } from 'zod';

const postgresUrl = (name: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), {
      message: `${name} must be a PostgreSQL URL: postgresql://user:password@host:5432/database`,
    })
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).searchParams.get('schema') ?? 'public') === 'public',
      {
        message: `${name} names another schema than "public"; Softbox keeps its tables in "public"`,
      },
    );

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);

/** The database's part of the environment. Without DATABASE_URL the embedded PostgreSQL is used. */
export const databaseEnv = z.object({
  DATABASE_URL: z
    .preprocess(blankIsUnset, postgresUrl('DATABASE_URL').optional())
    .describe('PostgreSQL 16 or newer; without it the embedded one is used'),
  DATABASE_DIRECT_URL: z
    .preprocess(blankIsUnset, postgresUrl('DATABASE_DIRECT_URL').optional())
    .describe(
      'A connection past any transaction pooler, for LISTEN, locks and migrations; default DATABASE_URL',
    ),
  DATABASE_POOL_SIZE: z
    .preprocess(blankIsUnset, z.coerce.number().int().min(2).max(200).default(10))
    .describe('Database connections of one process'),
});
