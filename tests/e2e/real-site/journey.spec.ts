import { type Browser, expect, type Page, test } from '@playwright/test';
import { makeBlockEditor } from './block-editor.ts';
import { type JourneyProduct, makeTrialWork, readTrialSite } from './trial-site.ts';
import { makeWpAdmin, SLOW_MS } from './wp-admin.ts';

/** The whole way of an owner through a real WordPress with WooCommerce: from the zip to nothing being left of it. */
const site = readTrialSite(process.env);
const work = makeTrialWork(site);
const admin = makeWpAdmin(site);
const editor = makeBlockEditor(site.home);
const softbox = process.env.SOFTBOX_E2E_SOFTBOX ?? '';
const products = JSON.parse(process.env.SOFTBOX_E2E_PRODUCTS ?? '[]') as JourneyProduct[];
const NAME = 'Softbox journey';

test.describe.configure({ mode: 'serial', timeout: 900_000 });
test.use({ viewport: { width: 1360, height: 900 }, actionTimeout: SLOW_MS });

let errors: string[] = [];
test.beforeEach(async ({ page }) => {
  errors = [];
  page.on('pageerror', ({ message }) => {
    // wp-admin of WordPress 7 fades from page to page, and says so where the browser would not
    if (!message.includes('ViewTransition')) errors.push(message);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && /softbox|block validation/i.test(message.text()))
      errors.push(message.text());
  });
  await admin.logIn(page);
});
test.afterEach(async ({ page }) => {
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => 'softboxWasHere' in window)).toBe(false);
});

const began = Date.now();
/** A picture of the screen, and when it was reached: how long an owner takes. */
const arrive = async (page: Page, at: string) => {
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${String(seconds).padStart(4)} s  ${at}`);
  await page.screenshot({ path: test.info().outputPath(`${at.replaceAll(' ', '-')}.png`), fullPage: true });
};
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Softbox' }).getByRole('link', { name, exact: true });

/** The page as somebody gets it who is not logged in. */
const asShopper = async (browser: Browser, url: string, look: (page: Page) => Promise<void>) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await look(page);
  await context.close();
};
/** Scripts and styles of ours that a page loads. */
const ofOurs = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('script, link[rel=stylesheet], style')]
      .map((one) => one.outerHTML)
      .filter((html) => /softbox-(product-photos|gallery|compare)/.test(html)),
  );

test('the zip goes in by upload and is switched on; on a phone, too, it asks before it sends', async ({
  page,
}) => {
  expect((await work.left()).options).toEqual([]);
  await admin.upload(page, site.zip);
  await arrive(page, 'uploaded');
  await admin.activate(page);
  await admin.open(page);
  await expect(page.getByRole('heading', { name: 'Connect this shop to Softbox' })).toBeVisible();
  await arrive(page, 'switched on');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeDisabled();
  const wide = await page.evaluate(() => document.querySelector('#softbox-screen')?.scrollWidth ?? 0);
  expect(wide).toBeLessThanOrEqual(390);
  await arrive(page, 'connect on a phone');
});

test('the owner connects by WooCommerce’s own page', async ({ page }) => {
  await admin.openScreen(page, 'connect');
  await page.getByLabel('Address of your Softbox').fill(softbox);
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { name: /would like to connect/ })).toBeVisible({
    timeout: SLOW_MS,
  });
  await arrive(page, 'woocommerce asks');
  await page.getByRole('link', { name: 'Approve' }).click();
  await expect(tab(page, 'Review')).toBeVisible({ timeout: SLOW_MS });
  await expect(page.locator('.softbox-products tbody tr').first()).toBeVisible({ timeout: SLOW_MS });
  await arrive(page, 'connected and imported');
  const left = await work.left();
  expect(left.keys).toHaveLength(1);
  expect(left.webhooks).toHaveLength(3);
});

test('pictures are made, reviewed, published, seen by a shopper, and undone to the last byte', async ({
  page,
  browser,
}) => {
  await admin.makePhotosOf(page, NAME);
  await expect(page.getByAltText(/^Preview of/)).toBeVisible({ timeout: SLOW_MS });
  await arrive(page, 'preview');
  await page.getByRole('button', { name: 'Make 2 pictures' }).click();
  await expect(page.getByText(/^2 of 2 · /)).toBeVisible({ timeout: SLOW_MS });
  await arrive(page, 'made');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  await expect(approve).toHaveCount(2, { timeout: SLOW_MS });
  await approve.first().click();
  await expect(approve).toHaveCount(1, { timeout: SLOW_MS });
  await approve.first().click();
  await expect(page.getByText('Nothing to review')).toBeVisible({ timeout: SLOW_MS });

  const before = await work.dump();
  await page.getByRole('button', { name: 'Approved', exact: true }).click();
  await page.getByRole('button', { name: 'Publish 2 pictures' }).click();
  await admin.waitForPublications(page, 2, 'Label kept');
  await arrive(page, 'published');
  for (const { url } of products) {
    await asShopper(browser, url, async (shop) => {
      const picture = shop.locator('img[src*="softbox-"]').first();
      await expect(picture).toBeVisible();
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
      expect(await ofOurs(shop)).toEqual([]);
      await arrive(shop, `storefront ${products.findIndex((product) => product.url === url) + 1}`);
    });
  }

  await admin.openScreen(page, 'published');
  await page.getByRole('button', { name: 'Undo these 2' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Also delete the picture/).check();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await admin.waitForPublications(page, 2, 'Undone');
  await arrive(page, 'undone');
  const { posts, meta, terms, lookup, files } = await work.dump();
  expect({ posts, meta, terms, lookup, files }).toEqual({
    posts: before.posts,
    meta: before.meta,
    terms: before.terms,
    lookup: before.lookup,
    files: before.files,
  });
});

test('the gallery block is put into a post, saved, opened again, and shows before and after with the label', async ({
  page,
  browser,
}) => {
  await admin.openScreen(page, 'review', '&state=approved');
  await page.getByRole('button', { name: 'Publish 2 pictures' }).click();
  await admin.waitForPublications(page, 2, 'Label kept');
  // the site asks in the background what a picture was made of; nobody else calls on a trial site's clock
  const photos = products.map((product) => String(product.image));
  const learned = async () => {
    await page.request.get(`${site.home}/wp-cron.php?doing_wp_cron`);
    const { meta } = await work.dump();
    return (meta as { meta_key: string; meta_value: string; post_id: string }[]).filter(
      (row) => row.meta_key === '_softbox_source' && photos.includes(row.meta_value),
    );
  };
  await expect.poll(async () => (await learned()).length, { timeout: SLOW_MS, intervals: [3_000] }).toBe(2);
  // by the first product the label is looked at; which of the two was published first nobody knows
  const first = (await learned()).find((row) => row.meta_value === photos[0]);
  await work.drawnByModel(first === undefined ? [] : [Number(first.post_id)]);

  await editor.begin(page, `${NAME}: galleries`);
  await editor.insertGallery(page, { mode: 'before-after', product: `${NAME} 1` });
  await editor.insertGallery(page, { mode: 'lookbook', product: `${NAME} 2` });
  await arrive(page, 'block editor');
  const expected = [
    {
      name: 'softbox/gallery',
      isValid: true,
      attributes: { mode: 'before-after', products: [products[0]?.id] },
    },
    { name: 'softbox/gallery', isValid: true, attributes: { mode: 'lookbook', products: [products[1]?.id] } },
  ];
  expect(await editor.blocks(page)).toMatchObject(expected);
  const post = await editor.publish(page);
  await editor.reopen(page, post.id);
  expect(await editor.blocks(page)).toMatchObject(expected);
  await arrive(page, 'block editor again');

  await asShopper(browser, post.url, async (shop) => {
    await expect(shop.locator('.softbox-compare.is-ready img')).toHaveCount(2);
    await expect(shop.locator('.softbox-gallery--lookbook img')).toHaveCount(1);
    await expect(shop.getByText('AI-generated')).toHaveCount(1);
    expect((await ofOurs(shop)).length).toBeGreaterThan(1);
    // a title with HTML, which the theme's own product page prints as it stands, is text here
    expect(await shop.evaluate(() => 'softboxWasHere' in window)).toBe(false);
    await arrive(shop, 'gallery block');
  });
});

test('the shortcode shows the same in a classic post, and pages without it load nothing of ours', async ({
  page,
  browser,
}) => {
  await page.goto(`${site.home}/wp-admin/post-new.php`);
  const url = await page.evaluate(
    async ([title, id]) => {
      const { wp } = globalThis as unknown as {
        wp: { apiFetch(request: { path: string; method: string; data: unknown }): Promise<{ link: string }> };
      };
      const content = `[softbox_gallery mode="before-after" products="${id}" columns="2"]`;
      const data = { title, content, status: 'publish' };
      return (await wp.apiFetch({ path: '/wp/v2/posts', method: 'POST', data })).link;
    },
    [`${NAME}: shortcode`, products[0]?.id] as const,
  );
  await asShopper(browser, url, async (shop) => {
    await expect(shop.locator('.softbox-compare.is-ready img')).toHaveCount(2);
    await expect(shop.getByText('AI-generated')).toHaveCount(1);
    const place = await shop
      .locator('.softbox-compare__before')
      .evaluate((side) => getComputedStyle(side).position);
    expect(place).toBe('absolute');
    await arrive(shop, 'shortcode');
  });
  // not the home page: a theme may show the posts from above there
  const plain = [`${products[0]?.url}?`, `${site.home}/?s=nothing-like-this&`];
  for (const address of plain.flatMap((one) => [one, `${one}softbox_trial=classic`])) {
    await asShopper(browser, address, async (shop) => expect(await ofOurs(shop)).toEqual([]));
  }
});

test('a scene is chosen, priced, made by a stand-in, and published with words of one’s own', async ({
  page,
}) => {
  const patient = { timeout: SLOW_MS };
  await page.goto(`${site.home}/wp-admin/post.php?action=edit&post=${products[0]?.id}`);
  await page.locator('#softbox-product-box').getByRole('link', { name: 'Make photos' }).click();
  await page.getByLabel('Scene', { exact: true }).check(patient);
  await page.getByRole('button', { name: 'Choose a place' }).click();
  const places = page.getByRole('dialog');
  await expect(places.locator('.softbox-scene').nth(30)).toBeAttached(patient);
  await places.getByLabel('Search places').fill('harvest');
  await expect(places.locator('.softbox-scene')).toHaveCount(1);
  await arrive(page, 'places');
  await places.getByRole('button', { name: /Autumn harvest/ }).click();
  await page.getByLabel('Describe the place').fill('a room with a deep ochre wall and a paper lantern');
  const make = page.getByRole('button', { name: 'Make 1 picture' });
  await expect(make).toBeEnabled(patient);
  await page.getByRole('button', { name: 'What the model is told' }).click();
  await expect(page.getByText(/^Photograph of an empty place[\s\S]*paper lantern/)).toBeVisible(patient);
  await arrive(page, 'scene');
  await make.click();
  await expect(page.getByText(/^1 of 1 · /)).toBeVisible(patient);

  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByText('Placeholder', { exact: true })).toBeVisible(patient);
  await page.getByRole('button', { name: 'How it was made' }).click();
  await expect(page.getByText(/paper lantern/)).toBeVisible(patient);
  await arrive(page, 'scene in review');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Approved', exact: true }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const alt = dialog.getByLabel('Alt text');
  await expect(dialog.getByRole('button', { name: 'Suggest words' })).toBeEnabled(patient);
  await alt.fill('Mug before an ochre wall');
  await dialog.getByRole('button', { name: 'Save words' }).click();
  await arrive(page, 'words');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect
    .poll(async () => JSON.stringify(await work.dump()), { ...patient, intervals: [2_000] })
    .toContain('Mug before an ochre wall');
});

test('disconnected, connected by the one-time code, switched off and deleted: nothing is left', async ({
  page,
}) => {
  await admin.openScreen(page, 'settings');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('heading', { name: 'Connect this shop to Softbox' })).toBeVisible({
    timeout: SLOW_MS,
  });
  expect(await work.left()).toMatchObject({ keys: [], webhooks: [] });

  await page.getByLabel('Address of your Softbox').fill(softbox);
  await page.getByLabel(/I agree/).check();
  await page.getByRole('button', { name: 'Connect by a one-time code instead' }).click();
  await expect(tab(page, 'Review')).toBeVisible({ timeout: SLOW_MS });
  await arrive(page, 'connected by code');
  expect(await work.left()).toMatchObject({ keys: [expect.any(String)], webhooks: { length: 3 } });

  await admin.openScreen(page, 'settings');
  await page.getByLabel(/notes/).check();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await arrive(page, 'settings');
  await admin.deactivate(page);
  expect((await work.left()).actions).toEqual([]);
  expect((await page.request.get(`${site.home}/wp-json/wc-softbox/v1/site`)).status()).toBe(404);
  await admin.remove(page);
  await arrive(page, 'deleted');
  expect(await work.left()).toEqual({
    options: [],
    post_meta: [],
    user_meta: [],
    tables: [],
    actions: [],
    cron: [],
    keys: [],
    webhooks: [],
    plugins: [],
  });
});
