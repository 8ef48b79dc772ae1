import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { makeBundler } from '#sandbox/shopify/admin-ui/bundle.ts';
import { makeAdminUi } from '#sandbox/shopify/admin-ui/router.ts';
import { startSandboxShopify } from '#sandbox/shopify/start.ts';
import type { Latency, SandboxShopify } from '#sandbox/shopify/types.ts';
import { grantDemoCredit } from './demo-credit.ts';
import { freePort } from './free-port.ts';
import { type ManagedProcess, startProcess } from './processes.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

export const DEMO_SHOP = 'softbox-demo.myshopify.com';
const CLIENT_ID = 'softbox-sandbox-app';

export interface StackOptions {
  /** Everything the stack keeps lies here; a second start with the same folder finds it again. */
  readonly dataDir: string;
  /** Fill the sandbox store with the sample catalogue. */
  readonly seed: boolean;
  readonly sandboxPort?: number;
  readonly workers?: number;
  readonly redisUrl?: string;
  /** No fsync: only for data that is thrown away. */
  readonly fastDatabase?: boolean;
  readonly latency?: Partial<Latency>;
  /** Start stand-ins of the providers whose key is not set, and give the store credit, so that paid recipes can be tried. */
  readonly standIns?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly sandbox: SandboxShopify;
  readonly shop: string;
  readonly webUrl: string;
  readonly databaseUrl: string;
  /** Pictures by a model come from a stand-in: they cost nothing and are placeholders. */
  readonly drawsByStandIn: boolean;
  readonly web: () => ManagedProcess;
  readonly workers: readonly ManagedProcess[];
  /** Starts the web process anew, after a kill. */
  restartWeb(): Promise<void>;
  /** Starts worker `index` anew, after a kill. */
  restartWorker(index: number): Promise<void>;
  stop(): Promise<void>;
}

const settingsSchema = z.object({ secret: z.string(), sandboxPort: z.number(), webPort: z.number() });
type Settings = z.infer<typeof settingsSchema>;

/** Ports and the app's secret stay the same over restarts: picture addresses and webhooks carry them. */
const settingsOf = async (dataDir: string, sandboxPort: number | undefined): Promise<Settings> => {
  const file = join(dataDir, 'stack.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  const settings =
    kept === null
      ? {
          secret: randomBytes(24).toString('hex'),
          sandboxPort: sandboxPort ?? (await freePort()),
          webPort: await freePort(),
        }
      : settingsSchema.parse(JSON.parse(kept));
  if (kept === null) await writeFile(file, JSON.stringify(settings));
  return settings;
};

const webhookTable = z.object({
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(
      z.object({
        topics: z.array(z.string()).optional(),
        compliance_topics: z.array(z.string()).optional(),
        uri: z.string(),
      }),
    ),
  }),
  access_scopes: z.object({ scopes: z.string(), optional_scopes: z.array(z.string()) }),
});

/** The app's own declaration, as the platform would read it. */
const appDeclaration = async () => {
  const { webhooks, access_scopes } = webhookTable.parse(parse(await readFile('shopify.app.toml', 'utf8')));
  return {
    scopes: access_scopes.scopes.split(',').map((scope) => scope.trim()),
    optionalScopes: access_scopes.optional_scopes,
    webhookApiVersion: webhooks.api_version,
    webhooks: webhooks.subscriptions.map(({ topics, compliance_topics, uri }) => ({
      uri,
      ...(topics ? { topics } : {}),
      ...(compliance_topics ? { complianceTopics: compliance_topics } : {}),
    })),
  };
};

/**
 * Starts all of it on this machine: embedded PostgreSQL, the sandbox Shopify with its pages, the web process and workers.
 * Everything listens on loopback only. Rejects, with what the process said, when one of them does not come up.
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const settings = await settingsOf(dataDir, options.sandboxPort);
  const database = await ensureEmbeddedPostgres({
    dataDir: join(dataDir, 'postgres'),
    fast: options.fastDatabase ?? false,
  });
  const webUrl = `http://127.0.0.1:${settings.webPort}`;
  const sandbox = await startSandboxShopify({
    port: settings.sandboxPort,
    dataDir: join(dataDir, 'sandbox'),
    clientId: CLIENT_ID,
    clientSecret: settings.secret,
    appUrl: webUrl,
    shops: [DEMO_SHOP],
    seed: options.seed,
    ...(options.latency ? { latency: options.latency } : {}),
    ...(await appDeclaration()),
    pages: (shop) =>
      makeAdminUi({
        sandbox: shop,
        app: { handle: 'softbox', name: 'Softbox', clientSecret: settings.secret },
        bundle: makeBundler(),
        now: Date.now,
        fetch,
      }),
  }).catch(async (error: unknown) => {
    await database.stop();
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw busy
      ? new Error(
          `Port ${settings.sandboxPort} is taken: another demo may be running. Stop it, or use --fresh with --port N.`,
        )
      : error;
  });

  const standIns: StandIns = options.standIns
    ? await startStandIns(join(dataDir, 'providers'), process.env)
    : { env: {}, close: async () => {} };
  const env: Record<string, string> = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(settings.webPort),
    DATABASE_URL: database.url,
    STORAGE_DIR: join(dataDir, 'objects'),
    SOFTBOX_DATA_DIR: dataDir,
    SOFTBOX_SANDBOX: '1',
    SHOPIFY_SANDBOX_ORIGIN: sandbox.origin,
    SHOPIFY_API_KEY: CLIENT_ID,
    SHOPIFY_API_SECRET: settings.secret,
    SHOPIFY_APP_URL: webUrl,
    APP_BRIDGE_URL: `${sandbox.origin}/app-bridge.js`,
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...standIns.env,
    ...options.env,
  };
  const startWeb = () => startProcess('web', 'app/entry.web.ts', env, join(dataDir, 'web.log'));
  const startWorker = (index: number) =>
    startProcess(`worker ${index + 1}`, 'app/entry.worker.ts', env, join(dataDir, `worker-${index + 1}.log`));

  let web = startWeb();
  const credit = new AbortController();
  let credited: Promise<void> = Promise.resolve();
  const workers: ManagedProcess[] = [];
  const stop = async () => {
    await Promise.all([web.stop(), ...workers.map((worker) => worker.stop())]);
    credit.abort();
    await credited;
    await standIns.close();
    await sandbox.close();
    await database.stop();
  };
  try {
    // the web process first: it migrates, and the workers then find the database ready
    await web.ready;
    if (options.standIns) {
      credited = grantDemoCredit(database.url, { signal: credit.signal }).catch((error: unknown) => {
        console.error(`The sandbox store got no credit: ${error}`);
      });
    }
    for (let i = 0; i < (options.workers ?? 1); i++) workers.push(startWorker(i));
    await Promise.all(workers.map((worker) => worker.ready));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox,
    shop: DEMO_SHOP,
    webUrl,
    databaseUrl: database.url,
    drawsByStandIn: standIns.env.GEMINI_SANDBOX_ORIGIN !== undefined,
    web: () => web,
    workers,
    async restartWeb() {
      await web.stop();
      web = startWeb();
      await web.ready;
    },
    async restartWorker(index) {
      await workers[index]?.stop();
      const next = startWorker(index);
      workers[index] = next;
      await next.ready;
    },
    stop,
  };
};
