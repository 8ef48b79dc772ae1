import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startSandboxWoo } from '#sandbox/woo/start.ts';
import type { SandboxWoo, WooOptions } from '#sandbox/woo/types.ts';
import { freePort } from './free-port.ts';
import { startTlsFront } from './tls-front.ts';

/** A stand-in of a WooCommerce site beside the stack, and what the app has to be told so that it may call it. */
export interface PlannedWooSite {
  /** For the web process and the workers. */
  readonly env: Readonly<Record<string, string>>;
  start(webUrl: string, options: WooOptions): Promise<RunningWooSite>;
}

export interface RunningWooSite {
  readonly sandbox: SandboxWoo;
  close(): Promise<void>;
}

const portsSchema = z.object({ site: z.number(), front: z.number() });

/** Ports stay the same over restarts: the connection of a site names both addresses. */
const portsOf = async (dataDir: string): Promise<z.infer<typeof portsSchema>> => {
  const file = join(dataDir, 'woo.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return portsSchema.parse(JSON.parse(kept));
  const ports = { site: await freePort(), front: await freePort() };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(ports));
  return ports;
};

/** Chooses the addresses; nothing listens before `start`, which needs the web process. */
export const planWooSite = async (folder: string): Promise<PlannedWooSite> => {
  const dataDir = resolve(folder);
  const ports = await portsOf(dataDir);
  const frontUrl = `https://127.0.0.1:${ports.front}`;
  return {
    env: {
      SOFTBOX_PUBLIC_URL: frontUrl,
      SOFTBOX_WOO_PRIVATE_SITES: `http://127.0.0.1:${ports.site}`,
    },
    async start(webUrl, options) {
      const front = await startTlsFront(webUrl, ports.front);
      const sandbox = await startSandboxWoo({
        port: ports.site,
        dataDir: join(dataDir, 'woo'),
        softboxAddress: frontUrl,
        trustedCa: front.certificate,
        ...options,
      }).catch(async (error: unknown) => {
        await front.close();
        throw error;
      });
      return {
        sandbox,
        async close() {
          await sandbox.close();
          await front.close();
        },
      };
    },
  };
};
