import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from '@playwright/test';

const origin = process.env.SOFTBOX_E2E_ORIGIN ?? '';
const store = process.env.SOFTBOX_E2E_STORE ?? '';

/** What the sandbox store holds of a product, as a test may compare it. */
export interface ProductDump {
  readonly handle: string;
  readonly media: readonly { readonly id: string; readonly sha256: string | null }[];
}

export const storeDump = async (): Promise<readonly ProductDump[]> => {
  const response = await fetch(`${origin}/__sandbox/state?shop=${store}.myshopify.com`);
  return ((await response.json()) as { products: ProductDump[] }).products;
};

/** The app inside the store's admin. */
export const app = (page: Page): FrameLocator => page.frameLocator('iframe').first();
export const open = (page: Page, path = '') => page.goto(`${origin}/store/${store}/apps/softbox${path}`);
export const openStorefront = (page: Page, handle: string) =>
  page.goto(`${origin}/store/${store}/storefront/products/${handle}`);

/** From the list of products to the form, with all that `search` finds. */
export const choose = async (page: Page, search: string) => {
  await open(page, `/app/products?search=${encodeURIComponent(search)}`);
  await app(page)
    .getByRole('checkbox', { name: /select all/i })
    .first()
    .check({ force: true });
  await app(page).getByRole('button', { name: 'Make photos' }).first().click();
};

/** Has the stand-in of Gemini fail its next call in one of its documented ways. */
export const failNextGeminiCall = async (kind: 'blocked-prompt' | 'overloaded') => {
  const file = join(process.env.SOFTBOX_E2E_DATA ?? '', 'providers', 'stand-ins.json');
  const { gemini } = JSON.parse(await readFile(file, 'utf8')) as { gemini: number };
  const answer = await fetch(`http://127.0.0.1:${gemini}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({ kind, times: 1 }),
  });
  if (!answer.ok) throw new Error(`the stand-in took no fault: ${answer.status}`);
};
