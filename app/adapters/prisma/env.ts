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

/** The database's part of the environment. Without DATABASE_URL the embedded PostgreSQL is used. */
export const databaseEnv = z.object({
  DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
  /** A connection past any transaction pooler: for LISTEN, session locks and migrations. Default: DATABASE_URL. */
  DATABASE_DIRECT_URL: postgresUrl('DATABASE_DIRECT_URL').optional(),
  /** Connections of one process. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
});
