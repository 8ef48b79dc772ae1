import { expect, test } from '@playwright/test';
import { app, choose, open } from './store-page.ts';

test('a budget refuses an order in words, and lets it pass when it is raised', async ({ page }) => {
  test.setTimeout(240_000);
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  const budget = app(page).getByLabel('Budget per batch');

  await open(page, '/app/settings');
  await expect(app(page).getByText('This month so far')).toBeVisible({ timeout: 60_000 });
  await budget.fill('one cent');
  await save();
  await expect(app(page).getByText('Budget per batch: write an amount like').first()).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(budget).toHaveValue('');
  await budget.fill('0.01');
  await save();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await page.reload();
  await expect(budget).toHaveValue('0.01');

  const order = async () => {
    await choose(page, 'stoneware');
    await app(page).getByRole('radio', { name: 'Scene' }).check({ force: true });
    await expect(app(page).getByText(/1 picture · US\$\d/)).toBeVisible({ timeout: 60_000 });
  };
  const make = app(page).getByRole('button', { name: /^Make 1 picture/ });
  await order();
  await expect(
    app(page)
      .getByText(/budget/i)
      .first(),
  ).toBeVisible();
  await expect(make.first()).toBeDisabled();

  await open(page, '/app/settings');
  await budget.fill('');
  await save();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await order();
  await expect(make.first()).toBeEnabled();
});

test('the colours of the brand are kept, and a studio picture starts in them', async ({ page }) => {
  test.setTimeout(240_000);
  const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
  const colour = (name: string) => app(page).getByLabel(name, { exact: true });

  await open(page, '/app/settings');
  await expect(colour('Main')).toHaveValue('#2f3a4a', { timeout: 60_000 });
  await colour('Main').fill('#10b0c0');
  await colour('Quiet').fill('white');
  await save();
  await expect(app(page).getByText('Brand kit, Quiet: write the colour as').first()).toBeVisible();
  await page.reload();
  await expect(colour('Main')).toHaveValue('#2f3a4a');
  await colour('Main').fill('#10b0c0');
  await colour('Quiet').fill('#FFFFFF');
  await save();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await page.reload();
  await expect(colour('Main')).toHaveValue('#10b0c0');
  await expect(colour('Quiet')).toHaveValue('#ffffff');

  await choose(page, 'stoneware');
  await app(page).getByRole('radio', { name: 'Studio' }).check({ force: true });
  // 22 % of the way from white to the main colour
  await expect(colour('Top')).toHaveValue('#caeef1');
  await app(page).getByLabel('Backdrop').selectOption('solid');
  await expect(colour('Colour')).toHaveValue('#ffffff');
});
