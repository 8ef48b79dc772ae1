import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly headless: boolean;
  readonly photos: string | null;
  readonly out: string | null;
  readonly port: number | null;
  readonly fresh: boolean;
}

export const USAGE = `npm run demo                    opens the sandbox store for you to try by hand
npm run demo -- --headless      does the main job unattended
  --photos DIR                  on the pictures in DIR, each becoming a product (default: the sample catalogue)
  --out DIR                     writes pictures, contact-sheet.jpg and summary.json there (default: demo-out)
  --port N                      port of the sandbox Admin (default: any free one)
  --fresh                       forgets what an earlier demo by hand left behind`;

/** Parses the demo's arguments; throws with the usage when they are not understood. */
export const parseDemoOptions = (args: readonly string[]): DemoOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      headless: { type: 'boolean', default: false },
      photos: { type: 'string' },
      out: { type: 'string' },
      port: { type: 'string' },
      fresh: { type: 'boolean', default: false },
    },
    strict: true,
    allowPositionals: false,
  });
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  if (!values.headless && (values.photos !== undefined || values.out !== undefined)) {
    throw new Error('--photos and --out go with --headless.');
  }
  return {
    headless: values.headless,
    photos: values.photos ?? null,
    out: values.headless ? (values.out ?? 'demo-out') : null,
    port,
    fresh: values.fresh,
  };
};
