import type { Capability } from '../../login/users.ts';

/** One call of the job API that the screens may make through the site. */
export type JobApiRow = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly capability: Capability;
  readonly isPicture: boolean;
  readonly timeoutMs: number;
};

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Kept the same as `JobApiTable.php` by a test: `METHOD path [capability] [picture] [long]`. */
const TABLE = `
GET products
GET products/facets
GET products/ID
POST syncs
GET syncs/latest
GET syncs/ID
POST recipes/validate
POST recipes/preview picture
GET recipes/options
POST recipes/prompt long
GET scenes
GET presets/built-in
GET presets
POST presets
GET presets/ID
PUT presets/ID
DELETE presets/ID
GET brand-kit
PUT brand-kit manage_woocommerce
POST estimates long
POST batches long
GET batches
GET batches/ID
POST batches/ID/cancel
GET batches/ID/jobs
GET jobs
GET jobs/ID
POST jobs/ID/cancel
POST jobs/ID/retry
GET assets
GET assets/ID
GET assets/ID/file picture long
GET assets/ID/thumbnail picture long
PUT assets/ID/review
GET assets/ID/words
POST assets/ID/words long
PUT assets/ID/words/main
POST reviews
POST publications/preview long
POST publications edit_others_products
GET publications
POST publications/many edit_others_products long
GET publications/ID
POST publications/ID/undo edit_others_products
POST undos edit_others_products long
GET usage
GET usage/entries
`;

const CAPABILITIES: readonly Capability[] = ['manage_woocommerce', 'edit_others_products'];

export const JOB_API_ROWS: readonly JobApiRow[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [method = '', path = '', ...rest] = line.split(' ');
    return {
      method,
      pattern: new RegExp(`^${path.replaceAll('ID', ID)}$`),
      capability: CAPABILITIES.find((one) => rest.includes(one)) ?? 'edit_products',
      isPicture: rest.includes('picture'),
      timeoutMs: rest.includes('long') ? 15_000 : 10_000,
    };
  });

export const findRow = (method: string, path: string): JobApiRow | undefined =>
  JOB_API_ROWS.find((row) => row.method === method && row.pattern.test(path));
