import type { Stack } from '../stack/start-stack.ts';

/** Opens the app as the Admin would: that installs it and starts the first import. */
export const openApp = async ({ sandbox, shop, webUrl }: Stack): Promise<void> => {
  await sandbox.install(shop);
  const host = Buffer.from(`admin.shopify.com/store/${shop.replace('.myshopify.com', '')}`).toString(
    'base64url',
  );
  const url = `${webUrl}/app?embedded=1&shop=${shop}&host=${host}&id_token=${sandbox.sessionToken(shop)}`;
  // the platform's library turns away what does not call itself a browser
  const headers = { Accept: 'text/html', 'User-Agent': 'Mozilla/5.0 (softbox demo)' };
  const response = await fetch(url, { headers, redirect: 'manual' });
  if (response.status !== 200)
    throw new Error(`the app did not open: ${response.status} ${(await response.text()).slice(0, 300)}`);
  await response.arrayBuffer();
};
