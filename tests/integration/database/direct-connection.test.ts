import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDirectConnection } from '#app/adapters/prisma/check-direct-connection.ts';
import { makeContainer } from '#app/container.server.ts';
import { parseEnv } from '#app/env.server.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

const NOTIFICATION_RESPONSE = 0x41;

/**
 * What a transaction pooler is to LISTEN: everything goes through but notifications, which arrive at a server connection
 * that is nobody's (https://www.pgbouncer.org/features.html).
 */
const startPooler = async (target: URL): Promise<{ url: string; server: Server }> => {
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    client.pipe(upstream);
    let rest = Buffer.alloc(0);
    upstream.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      // each message: one byte of type, four of length (https://www.postgresql.org/docs/16/protocol-message-formats.html)
      while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
        const message = rest.subarray(0, 1 + rest.readUInt32BE(1));
        if (message[0] !== NOTIFICATION_RESPONSE) client.write(message);
        rest = rest.subarray(message.length);
      }
    });
    for (const [a, b] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      a.on('close', () => b.destroy());
      a.on('error', () => b.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return { url: url.href, server };
};

describe('the direct connection', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await withDatabase();
  });
  afterAll(() => db.close());

  it('is good when LISTEN hears NOTIFY', async () => {
    await expect(checkDirectConnection(db.url)).resolves.toBeUndefined();
  });

  it('behind a pooler is refused with the name of the variable to set', async () => {
    const { url, server } = await startPooler(new URL(db.url));
    await expect(checkDirectConnection(url)).rejects.toThrow(/LISTEN does not work.*DATABASE_DIRECT_URL/);
    server.close();
  });

  it('says so when there is no server at all', async () => {
    const gone = new URL(db.url);
    gone.port = '1';
    await expect(checkDirectConnection(gone.href)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the boot of a process', () => {
  let db: TestDatabase;
  let pooler: { url: string; server: Server };
  beforeAll(async () => {
    db = await withDatabase();
    pooler = await startPooler(new URL(db.url));
  });
  afterAll(async () => {
    pooler.server.close();
    await db.close();
  });
  const boot = (urls: { DATABASE_URL: string; DATABASE_DIRECT_URL?: string }) =>
    makeContainer(
      parseEnv({
        ...urls,
        LOG_LEVEL: 'silent',
        SHOPIFY_API_KEY: 'app',
        SHOPIFY_API_SECRET: 'a secret',
        SHOPIFY_APP_URL: 'https://app.example',
        SOFTBOX_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      }),
      'worker',
    );

  it('ends behind a pooler, and names the variable', async () => {
    await expect(boot({ DATABASE_URL: pooler.url })).rejects.toThrow('Set DATABASE_DIRECT_URL');
  });

  it('goes on once the variable leads to PostgreSQL itself, while the other one stays pooled', async () => {
    const container = await boot({ DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: db.url });
    expect(await container.health()).toEqual({ ok: true, database: true });
    await container.close();
  });
});
