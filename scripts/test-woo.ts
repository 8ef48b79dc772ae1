/** `npm run test:woo`: the contract suite of WooCommerce sites, against a real one or against the stand-in. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const USAGE = `Runs the contract suite against a WordPress site with WooCommerce and the Softbox plugin. It makes products and
pictures there and removes them again; still, do not run it against a shop that is open.

  npm run test:woo -- [options]          without --site: against the stand-in

  --site URL            home address of the site
  --key ck_… --secret cs_…        a WooCommerce REST key that may read and write
  --read-key ck_… --read-secret cs_…   one that may only read (optional: tests that it cannot write)
  --rest URL            REST address, where it is not URL/wp-json/ (e.g. URL/index.php?rest_route=/)
  --path FOLDER         where the site's WordPress lies on this machine: then what publishing and undoing leaves behind is
                        compared in its database and its uploads too, and not only by what its REST API shows
  --self-signed         take the site's certificate although nobody has signed it
`;

const { values } = parseArgs({
  options: {
    site: { type: 'string' },
    rest: { type: 'string' },
    path: { type: 'string' },
    key: { type: 'string' },
    secret: { type: 'string' },
    'read-key': { type: 'string' },
    'read-secret': { type: 'string' },
    'self-signed': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || (values.site && !(values.key && values.secret))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const given = {
  WOO_SITE: values.site,
  WOO_REST: values.rest,
  WOO_PATH: values.path,
  WOO_KEY: values.key,
  WOO_SECRET: values.secret,
  WOO_READ_KEY: values['read-key'],
  WOO_READ_SECRET: values['read-secret'],
  WOO_SELF_SIGNED: values['self-signed'] ? '1' : undefined,
};
const env = { ...process.env, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) };
const child = spawn(
  'node_modules/.bin/vitest',
  // one after the other: both look at the whole site before and after
  ['run', '--project', 'integration', '--no-file-parallelism', 'tests/contract/woo'],
  { stdio: 'inherit', env },
);
child.on('exit', (code) => process.exit(code ?? 1));
