import { expect, test } from '@playwright/test';
import { app, open, openStorefront, storeDump } from './store-page.ts';

test('a newcomer goes from products to published pictures and back', async ({ page }) => {
  const before = await storeDump();

  await open(page, '/app/products');
  await expect(app(page).getByRole('heading', { name: 'Products' })).toBeVisible();
  await expect(app(page).getByText('Stoneware mug')).toBeVisible();
  // HTML in a title is text
  await expect(app(page).getByText('Mug without a photo <b>yet</b>')).toBeVisible();

  await app(page)
    .getByRole('checkbox', { name: /select all/i })
    .first()
    .check({ force: true });
  await app(page).getByRole('button', { name: 'Make photos' }).first().click();

  await expect(app(page).getByRole('heading', { name: 'Preview' })).toBeVisible();
  await expect(app(page).getByText('has no photo to start from', { exact: false })).toBeVisible();
  await expect(app(page).getByAltText(/^Preview of/)).toBeVisible({ timeout: 60_000 });
  await expect(app(page).getByText('Free', { exact: true })).toBeVisible();
  await app(page).getByRole('button', { name: 'Make 2 pictures' }).click();

  await expect(app(page).getByText('2 of 2')).toBeVisible({ timeout: 90_000 });
  await expect(app(page).getByText('Finished')).toBeVisible();
  await app(page)
    .getByRole('link', { name: /Review 2 pictures/ })
    .click();

  await expect(app(page).getByRole('heading', { name: 'Review' })).toBeVisible();
  await app(page).getByRole('button', { name: 'Approve', exact: true }).first().click();
  await expect(app(page).getByRole('button', { name: 'Approve', exact: true })).toHaveCount(1);
  await app(page).getByRole('button', { name: 'Approve', exact: true }).first().click();
  await expect(app(page).getByText('Nothing to review')).toBeVisible();

  await app(page).getByRole('tab', { name: 'Approved' }).click();
  await app(page).getByRole('button', { name: 'Publish 2 pictures' }).click();

  await expect(app(page).getByRole('heading', { name: 'Published' })).toBeVisible();
  await expect(app(page).getByText('Label kept')).toHaveCount(2, { timeout: 90_000 });
  const published = await storeDump();
  for (const handle of ['stoneware-mug', 'harbour-board-game']) {
    const now = published.find((p) => p.handle === handle);
    expect(now?.media.length).toBe(2);
  }

  await openStorefront(page, 'stoneware-mug');
  await expect(page.locator('img').first()).toBeVisible();

  await open(page, '/app/published');
  await app(page).getByRole('button', { name: 'Undo these 2' }).click();
  await app(page).getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app(page).getByText('Undone')).toHaveCount(2, { timeout: 90_000 });
  expect(await storeDump()).toEqual(before);
});

test('every screen has an empty or a filled state and no script error', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  for (const [path, heading] of [
    ['/app', 'softbox.demo'],
    ['/app/products?search=nothing-like-this', 'Products'],
    ['/app/batches', 'Batches'],
    ['/app/review?state=rejected', 'Review'],
    ['/app/published', 'Published'],
    ['/app/create', 'Make photos'],
  ] as const) {
    await open(page, path);
    await expect(
      app(page)
        .getByRole('heading', { name: new RegExp(heading, 'i') })
        .first(),
    ).toBeVisible();
  }
  expect(errors).toEqual([]);
});
