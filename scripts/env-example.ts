/** Prints .env.example from the one schema of the environment; a test holds the file against it. */
import { envShape } from '#app/env.server.ts';

/** Variables that are read by others than our own schema. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  APP_BRIDGE_URL: "App Bridge for the pages that Shopify's library renders itself; the sandbox sets it",
};

const HEAD = `# Every variable Softbox reads, with its default. Blank means the default. Nothing here is needed for \`npm run demo\`.
# Production needs SOFTBOX_ENCRYPTION_KEYS, and SHOPIFY_API_KEY, SHOPIFY_API_SECRET and SHOPIFY_APP_URL; or, for WooCommerce only,
# SOFTBOX_PUBLIC_URL instead of those three.
`;

/** What a blank variable becomes, as text; empty when nothing stands in for it. */
const defaultOf = (schema: { safeParse(value: unknown): { success: boolean; data?: unknown } }): string => {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return '';
  if (typeof parsed.data === 'boolean') return parsed.data ? '1' : '0';
  return Array.isArray(parsed.data) ? parsed.data.join(',') : String(parsed.data);
};

export const envExample = (): string => {
  const lines = Object.entries(envShape).map(([name, schema]) => {
    const words = schema.description ? `# ${schema.description}\n` : '';
    return `${words}${name}=${defaultOf(schema)}\n`;
  });
  const others = Object.entries(ELSEWHERE).map(([name, words]) => `# ${words}\n${name}=\n`);
  return `${HEAD}\n${[...lines, ...others].join('\n')}`;
};

if (import.meta.main) process.stdout.write(envExample());
