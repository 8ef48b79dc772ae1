import { expect, type Page, test } from '@playwright/test';

/** The plugin's real screens in the stand-in of a WordPress site, from switching it on to deleting it. */
const home = process.env.SOFTBOX_E2E_WOO ?? '';
const SLOW_MS = 90_000;

interface SiteDump {
  readonly products: readonly {
    readonly id: number;
    readonly featured: number | null;
    readonly gallery: readonly number[];
    readonly variations: readonly { readonly id: number; readonly image: number | null }[];
  }[];
  readonly media: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly alt: string;
    readonly sha256: string;
  }[];
}

const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${home}/__sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return response.json();
};
const dump = async () => (await control('GET', '/state')) as SiteDump;
/** Everything of the galleries, and of the files that were there before. */
const galleries = async () => (await dump()).products;

const logIn = async (page: Page, who = 'Sam Sandbox') => {
  await page.goto(`${home}/wp-login.php`);
  await page.getByLabel(new RegExp(who)).check();
  await page.getByRole('button', { name: 'Log in' }).click();
};
const openScreen = (page: Page, tab = 'products', more = '') =>
  page.goto(`${home}/wp-admin/edit.php?post_type=product&page=softbox&tab=${tab}${more}`);
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Softbox' }).getByRole('link', { name, exact: true });

test.describe.configure({ mode: 'serial' });

let errors: string[] = [];
test.beforeEach(async ({ page }) => {
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await control('DELETE', '/faults');
  await logIn(page);
});
test.afterEach(async ({ page }) => {
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => 'softboxWasHere' in window)).toBe(false);
});

test('the owner switches the plugin on and connects by WooCommerce’s own page', async ({ page }) => {
  await page.goto(`${home}/wp-admin/plugins.php`);
  await expect(page.getByText('a stand-in for a WordPress site')).toBeVisible();
  await page.getByRole('link', { name: 'Activate' }).click();
  await expect(page.getByText('Plugin activated.')).toBeVisible();
  await page.getByRole('link', { name: 'Open' }).click();

  await expect(page.getByRole('heading', { name: 'Connect this shop to Softbox' })).toBeVisible();
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await expect(connect).toBeDisabled();
  await page.getByLabel(/I agree/).check();

  // Softbox is away: said in words, and nothing is half connected
  await control('POST', '/faults', { kind: 'no-way-out', match: '/connect/woo/start' });
  await connect.click();
  await expect(page.getByText(/Softbox cannot be reached/).first()).toBeVisible();

  // a busy machine may take longer than the plugin waits; it then says so, and one tries again
  await expect(async () => {
    await connect.click({ timeout: 5_000 });
    await expect(page.getByRole('heading', { name: /would like to connect/ })).toBeVisible();
  }).toPass({ timeout: SLOW_MS });
  await page.getByRole('link', { name: 'Deny' }).click();
  await expect(page.getByText('You did not approve the connection').first()).toBeVisible();

  await page.getByLabel(/I agree/).check();
  await connect.click();
  await page.getByRole('link', { name: 'Approve' }).click();
  await expect(page.getByRole('cell', { name: 'Stoneware mug' })).toBeVisible({ timeout: SLOW_MS });
  // HTML in a title is text
  await expect(page.getByText('<img src=x onerror=').first()).toBeVisible();
});

test('pictures are made, reviewed, published, seen by a shopper, and undone to the last detail', async ({
  page,
}) => {
  const before = await dump();
  await openScreen(page);
  await page.getByLabel('Choose all on this page').check();
  await page.getByRole('button', { name: 'Make photos' }).click();
  await expect(page.getByText('1 product has no photo to start from')).toBeVisible();
  await expect(page.getByAltText(/^Preview of/)).toBeVisible({ timeout: SLOW_MS });
  await page.getByRole('button', { name: 'Make 2 pictures' }).click();
  await expect(page.getByText(/^2 of 2 · /)).toBeVisible({ timeout: SLOW_MS });

  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByAltText('After: Stoneware mug')).toBeVisible();
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  await expect(approve).toHaveCount(2);
  await approve.first().click();
  await expect(approve).toHaveCount(1);
  await approve.first().click();
  await expect(page.getByText('Nothing to review')).toBeVisible();
  expect(await dump()).toEqual(before);

  await page.getByRole('button', { name: 'Approved', exact: true }).click();
  await page.getByRole('button', { name: 'Publish 2 pictures' }).click();
  await expect(page.getByText('Label kept')).toHaveCount(2, { timeout: SLOW_MS });
  const [mug] = (await dump()).products;
  const ours = (await dump()).media.find((medium) => medium.id === mug?.featured);
  expect(ours?.name).toMatch(/^softbox-/);

  await page.goto(`${home}/product/stoneware-mug/`);
  await expect(page.locator('.woocommerce-product-gallery img')).toHaveCount(3);
  const natural = await page
    .locator('.woocommerce-product-gallery img')
    .first()
    .evaluate((image: HTMLImageElement) => image.naturalWidth);
  expect(natural).toBeGreaterThan(1000);
  await page.goto(`${home}/wp-admin/edit.php?post_type=product`);
  await expect(page.locator('.softbox-count')).toHaveCount(2);

  await openScreen(page, 'published');
  await page.getByRole('button', { name: 'Undo these 2' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Also delete the picture/).check();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Undone')).toHaveCount(2, { timeout: SLOW_MS });
  expect(await dump()).toEqual(before);
});

test('WooCommerce’s own list and the box beside a product lead to the screens', async ({ page }) => {
  await page.goto(`${home}/wp-admin/edit.php?post_type=product`);
  await page.getByLabel('Select Stoneware mug').check();
  await page.getByLabel('Bulk action').selectOption('softbox_make');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Make 1 picture' })).toBeEnabled({ timeout: SLOW_MS });

  const [mug] = await galleries();
  await page.goto(`${home}/wp-admin/post.php?action=edit&post=${mug?.id}`);
  await expect(page.locator('#softbox-product-box img')).toHaveCount(1);
  await page.locator('#softbox-product-box').getByRole('link', { name: 'Make photos' }).click();
  await expect(page.getByRole('button', { name: 'Make 1 picture' })).toBeVisible({ timeout: SLOW_MS });
});

test('the colours of the brand are kept, and a studio picture starts in them', async ({ page }) => {
  await openScreen(page, 'settings');
  await page.getByRole('textbox', { name: 'Main', exact: true }).fill('#10b0c0');
  await page.getByRole('textbox', { name: 'Quiet', exact: true }).fill('white');
  await expect(page.getByText(/Write the colour as .* it stays #/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Quiet', exact: true }).fill('#ffffff');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page.getByText('Brand kit saved.').first()).toBeVisible();
  await openScreen(page);
  await page.getByLabel('Choose Stoneware mug').check();
  await page.getByRole('button', { name: 'Make photos' }).click();
  await page.getByLabel('Studio', { exact: true }).check({ timeout: SLOW_MS });
  // 22 % of the way from white to the main colour
  await expect(page.getByRole('textbox', { name: 'Top', exact: true })).toHaveValue('#caeef1');
});

test('a nonce that has become too old is renewed; without a login nothing is shown', async ({ page }) => {
  await openScreen(page);
  await expect(page.getByRole('cell', { name: 'Stoneware mug' })).toBeVisible();
  await control('POST', '/logins/expire-nonces');
  await tab(page, 'Published').click();
  await expect(page.getByText('Undone')).toHaveCount(2);

  await control('POST', '/logins/close-all');
  await tab(page, 'Progress').click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});

test('who may not, does not: by page, by route, with a nonce of somebody else', async ({ page }) => {
  await openScreen(page);
  const owner = await page.evaluate(async () => {
    const nonce = await (await fetch('/wp-admin/admin-ajax.php?action=rest-nonce')).text();
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch('/wp-json/softbox/v1/connection', { headers });
      return [response.status, ((await response.json()) as { code?: string }).code ?? null];
    };
    return { nonce, without: await ask({}), wrong: await ask({ 'X-WP-Nonce': '0123456789' }) };
  });
  expect(owner.without).toEqual([401, 'rest_forbidden']);
  expect(owner.wrong).toEqual([403, 'rest_cookie_invalid_nonce']);

  await logIn(page, 'Rea Reader');
  const refused = await openScreen(page);
  expect(refused?.status()).toBe(403);
  const reader = await page.evaluate(async (ownersNonce: string) => {
    const nonce = await (await fetch('/wp-admin/admin-ajax.php?action=rest-nonce')).text();
    const ask = async (given: string) =>
      (await fetch('/wp-json/softbox/v1/api/products', { headers: { 'X-WP-Nonce': given } })).status;
    return [await ask(nonce), await ask(ownersNonce)];
  }, owner.nonce);
  expect(reader).toEqual([403, 403]);

  await logIn(page, 'Hal Helper');
  await openScreen(page, 'settings');
  await expect(page.getByRole('heading', { name: 'Connection' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Disconnect' })).toHaveCount(0);
});

test('Softbox or the site being away is said in words, and the way to try again works', async ({ page }) => {
  await control('POST', '/faults', { kind: 'no-way-out', match: '/api/v1/products', times: 3 });
  await openScreen(page);
  await expect(page.getByText(/Softbox cannot be reached/).first()).toBeVisible();
  await control('DELETE', '/faults');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('cell', { name: 'Stoneware mug' })).toBeVisible();

  // the site is down when a picture is to go into it: the gallery stays as it is, and when the site is back it goes on
  const before = await galleries();
  await openScreen(page, 'review', '&state=approved');
  await control('POST', '/faults', {
    kind: 'status',
    status: 503,
    when: 'before',
    match: '/wc',
    times: 1000,
  });
  await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('This takes longer than usual').first()).toBeVisible({ timeout: SLOW_MS });
  expect(await galleries()).toEqual(before);
  await control('DELETE', '/faults');
  await expect(page.getByText('Published', { exact: true }).nth(1)).toBeVisible({ timeout: SLOW_MS });
  expect(await galleries()).not.toEqual(before);
});

test('a scene is chosen, priced, made, judged, and published with words of one’s own', async ({ page }) => {
  await openScreen(page);
  await page.getByLabel('Choose Stoneware mug').check();
  await page.getByRole('button', { name: 'Make photos' }).click();
  await page.getByLabel('Scene', { exact: true }).check();
  await expect(page.getByText('A stand-in draws scenes and redraws here').first()).toBeVisible();
  await page.getByRole('button', { name: 'Choose a place' }).click();
  const places = page.getByRole('dialog');
  await expect(places.locator('.softbox-scene').nth(30)).toBeAttached();
  await places.getByLabel('Search places').fill('harvest');
  await expect(places.locator('.softbox-scene')).toHaveCount(1);
  await places.getByRole('button', { name: /Autumn harvest/ }).click();
  const setting = page.getByLabel('Describe the place');
  await expect(setting).toHaveValue(/ochre wall/);
  await setting.fill('a room with a deep ochre wall and a paper lantern');
  await expect(page.getByText('Your own place')).toBeVisible();
  await expect(page.getByText(/1 picture · US\$\d.* each at most/)).toBeVisible();
  // what unfolds must not push the button away from under the pointer
  const make = page.getByRole('button', { name: 'Make 1 picture' });
  await expect(make).toBeEnabled({ timeout: SLOW_MS });
  const fromTop = () => make.evaluate((button) => (button as HTMLElement).offsetTop);
  const before = await fromTop();
  await page.getByRole('button', { name: 'What the model is told' }).click();
  await expect(page.getByText(/^Photograph of an empty place[\s\S]*paper lantern/)).toBeVisible({
    timeout: SLOW_MS,
  });
  expect(await fromTop()).toBe(before);
  await make.click();
  await expect(page.getByText(/^1 of 1 · /)).toBeVisible({ timeout: SLOW_MS });

  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByText('Placeholder', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'How it was made' }).click();
  await expect(page.getByText(/paper lantern/)).toBeVisible();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Approved', exact: true }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const alt = dialog.getByLabel('Alt text');
  await dialog.getByRole('button', { name: 'Suggest words' }).click();
  await expect(alt).toHaveValue(/\w/, { timeout: SLOW_MS });
  await alt.fill('Mug before an ochre wall <b>');
  await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Save words' }).click();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'In the shop', exact: true }).click();
  await expect(page.getByText('Label kept').first()).toBeVisible({ timeout: SLOW_MS });
  // pictures of before stand in that list, too
  const altOfMug = async () => {
    const { products, media } = await dump();
    return media.find(({ id }) => id === products[0]?.featured)?.alt;
  };
  await expect.poll(altOfMug, { timeout: SLOW_MS }).toBe('Mug before an ochre wall <b>');
});

test('what can wait is ordered at half the model’s price, waits for others, and can be cancelled', async ({
  page,
}) => {
  await openScreen(page);
  await page.getByLabel('Choose Stoneware mug').check();
  await page.getByRole('button', { name: 'Make photos' }).click();
  await page.getByLabel('Scene', { exact: true }).check();
  const prices = async () => {
    const labels = [page.getByText(/^Now · US\$/), page.getByText(/^Within a day, at half .* · US\$/)];
    const texts = await Promise.all(labels.map((label) => label.textContent({ timeout: SLOW_MS })));
    return texts.map((text) => Number(/US\$(\d+\.\d+)/.exec(text ?? '')?.[1]));
  };
  const [now, later] = await prices();
  expect(later).toBeLessThan(now ?? 0);
  await page.getByLabel(/^Within a day/).check();
  await expect(page.getByText(/what has not come after two days costs nothing/)).toBeVisible();
  await expect(page.locator('.softbox-price strong')).toHaveText(new RegExp(`^US\\$${later}`));
  await page.getByRole('button', { name: 'Make 1 picture' }).click();
  await expect(page.getByText('Waits for the cheaper run')).toBeVisible({ timeout: SLOW_MS });
  await expect(page.getByText(/wait for the provider's cheaper run: most come within hours/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the rest' }).click();
  await expect(page.getByText(/^1 of 1 · 0 ready, .* 1 cancelled/)).toBeVisible({ timeout: SLOW_MS });
});

test('switching off keeps the connection, disconnecting and deleting leave nothing', async ({ page }) => {
  await page.goto(`${home}/wp-admin/plugins.php`);
  await page.getByRole('link', { name: 'Deactivate' }).click();
  await expect(page.getByText('Plugin deactivated.')).toBeVisible();
  const gone = await page.request.get(`${home}/wp-json/softbox/v1/connection`);
  expect(gone.status()).toBe(404);
  await page.getByRole('link', { name: 'Activate' }).click();

  await openScreen(page, 'settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('heading', { name: 'Connect this shop to Softbox' })).toBeVisible();
  await page.goto(`${home}/wp-admin/admin.php?page=wc-settings&tab=advanced`);
  await expect(page.getByText('No keys.')).toBeVisible();
  await expect(page.getByText('No webhooks.')).toBeVisible();

  // connected once more, by the one-time code, so that deleting has something to delete
  await openScreen(page, 'connect');
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Connect by a one-time code instead' }).click();
  await expect(page.getByRole('cell', { name: 'Stoneware mug' })).toBeVisible({ timeout: SLOW_MS });
  await page.goto(`${home}/wp-admin/plugins.php`);
  await page.getByRole('link', { name: 'Deactivate' }).click();
  await page.getByRole('link', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Yes, delete these files and data' }).click();
  await expect(page.getByText('was successfully deleted')).toBeVisible();
  await page.goto(`${home}/wp-admin/admin.php?page=wc-settings&tab=advanced`);
  await expect(page.getByText('No keys.')).toBeVisible();
  await expect(page.getByText('No webhooks.')).toBeVisible();
});
