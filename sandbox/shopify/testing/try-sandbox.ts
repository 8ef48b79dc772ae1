import { createServer, type Server } from 'node:http';
import sharp from 'sharp';
import { startSandboxShopify } from '../start.ts';
import type { ImageSeed, ProductSeed, SandboxOptions, SandboxShopify } from '../types.ts';

export const SHOP = 'try.myshopify.com';
export const CLIENT_ID = 'client-id';
export const CLIENT_SECRET = 'client-secret';

export type Json = Record<string, unknown>;
export type GraphqlAnswer = {
  status: number;
  data: Json | null;
  errors: Json[] | undefined;
  extensions: Json | undefined;
};

/** A webhook as the app received it. */
export type Received = { topic: string; headers: Record<string, string>; body: string; at: number };

export type TrySandbox = {
  sandbox: SandboxShopify;
  /** Moves the clock and runs what became due, webhooks included. */
  advance(milliseconds: number): Promise<void>;
  now(): number;
  token(): Promise<string>;
  graphql(
    query: string,
    variables?: Json,
    options?: { token?: string; version?: string },
  ): Promise<GraphqlAnswer>;
  /** Posts to the token endpoint. */
  oauth(fields: Json): Promise<{ status: number; body: Json }>;
  received: Received[];
  /** What the app answers to webhooks from now on: a status, or nothing at all until the time limit. */
  answerWebhooks(status: number | 'hang'): void;
  close(): Promise<void>;
};

/** A sandbox with one installed shop on a clock of its own, and an app that only listens to webhooks. */
export async function trySandbox(options: Partial<SandboxOptions> = {}): Promise<TrySandbox> {
  let time = Date.parse('2026-11-22T10:00:00Z');
  let answer: number | 'hang' = 200;
  const received: Received[] = [];
  const app = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    received.push({
      topic: headers['x-shopify-topic'] ?? '',
      headers,
      body: Buffer.concat(parts).toString('utf8'),
      at: time,
    });
    if (answer === 'hang') return;
    response.writeHead(answer).end();
  });
  const appUrl = await listenAnywhere(app);
  const sandbox = await startSandboxShopify({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    appUrl,
    clock: { now: () => time },
    shops: [SHOP],
    seed: false,
    webhooks: [
      {
        topics: ['products/create', 'products/update', 'products/delete', 'app/uninstalled'],
        uri: '/webhooks',
      },
      { topics: ['app/scopes_update'], complianceTopics: ['shop/redact'], uri: '/webhooks' },
    ],
    ...options,
  });
  await sandbox.install(SHOP);
  let login: { token: string; at: number } | undefined;

  const oauth = async (fields: Json) => {
    const response = await fetch(`${sandbox.origin}/shops/${SHOP}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, ...fields }),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const token = async () => {
    // A token lasts an hour, and tests move the clock by days.
    if (login && time - login.at < 50 * 60_000) return login.token;
    const { body } = await oauth(exchangeFields(sandbox.sessionToken(SHOP)));
    login = { token: String(body.access_token), at: time };
    return login.token;
  };
  return {
    sandbox,
    received,
    oauth,
    token,
    now: () => time,
    async advance(milliseconds) {
      time += milliseconds;
      await sandbox.settle();
    },
    async graphql(query, variables = {}, { token: given, version = '2026-10' } = {}) {
      const response = await fetch(`${sandbox.origin}/shops/${SHOP}/admin/api/${version}/graphql.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': given ?? (await token()) },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Json;
      return {
        status: response.status,
        data: (body.data ?? null) as Json | null,
        errors: body.errors as Json[] | undefined,
        extensions: body.extensions as Json | undefined,
      };
    },
    answerWebhooks(status) {
      answer = status;
    },
    async close() {
      await sandbox.close();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

/** What an embedded app sends to turn a session token into an expiring offline token. */
export function exchangeFields(sessionToken: string): Json {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: sessionToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
  };
}

function listenAnywhere(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`);
    });
  });
}

/** A tiny picture; `shade` makes its bytes differ from others'. */
export async function picture(
  shade: number,
  options: { width?: number; height?: number; format?: 'png' | 'jpeg' | 'webp' } = {},
): Promise<Buffer> {
  const { width = 12, height = 8, format = 'png' } = options;
  const background = { r: shade % 256, g: (shade * 7) % 256, b: (shade * 31) % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

export async function imageSeed(name: string, shade: number, alt = ''): Promise<ImageSeed> {
  return { bytes: await picture(shade), filename: `${name}.png`, alt };
}

/** A product with three pictures, the first of which shows its first variant. */
export async function bottle(title = 'Bottle'): Promise<ProductSeed> {
  const slug = title.toLowerCase().replace(/\W+/g, '-');
  return {
    title,
    options: ['Size'],
    variants: [
      {
        title: 'Small',
        price: '9.00',
        sku: `${slug}-s`,
        inventory: 3,
        optionValues: ['Small'],
        imageFile: `${slug}-1.png`,
      },
      { title: 'Large', price: '12.00', sku: `${slug}-l`, inventory: 0, optionValues: ['Large'] },
    ],
    images: [
      await imageSeed(`${slug}-1`, 10, 'front'),
      await imageSeed(`${slug}-2`, 20, 'side'),
      await imageSeed(`${slug}-3`, 30),
    ],
  };
}

export function gidOf(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** A field of an answer that has to be there. */
export function pick<Value>(data: Json | null, name: string): Value {
  const value = data?.[name];
  if (value === undefined || value === null)
    throw new Error(`The answer has no ${name}: ${JSON.stringify(data)}`);
  return value as Value;
}
