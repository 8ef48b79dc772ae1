import { expect, test } from '@playwright/test';
import { app, choose, open } from './store-page.ts';

/** The machine may be busy with other work. */
const PATIENT = { timeout: 60_000 };

test('a product is drawn by a model, and review shows what the gate says of it', async ({ page }) => {
  test.setTimeout(300_000);
  await choose(page, 'Harbour');
  await app(page).getByRole('radio', { name: 'Redraw' }).check({ force: true });
  await expect(app(page).getByText(/Each picture is compared with your photo/)).toBeVisible(PATIENT);
  // the stand-in's second look is a crude one; what is measured here is the gate's own
  await app(page).getByRole('checkbox', { name: 'Second look' }).uncheck({ force: true });
  // the most it can cost stands on the button that spends it
  await app(page)
    .getByRole('button', { name: /^Make 1 picture for US\$\d/ })
    .click();
  await expect(app(page).getByText('1 of 1')).toBeVisible({ timeout: 180_000 });
  await expect(app(page).getByRole('heading', { name: 'Redraws' })).toBeVisible(PATIENT);

  await open(page, '/app/review');
  const card = app(page).locator('[id^="review-"]').filter({ hasText: 'Harbour board game' }).first();
  await expect(card.getByText('Still your product')).toBeVisible(PATIENT);
  await card.getByRole('button', { name: 'Compare Harbour board game with its photo' }).click();
  const dialog = app(page).getByRole('dialog');
  await expect(dialog.getByAltText('Harbour board game, your photo')).toBeVisible(PATIENT);
  await expect(dialog.getByAltText('Harbour board game, the new picture')).toBeVisible(PATIENT);
  await expect(dialog.getByText('Still your product')).toBeVisible(PATIENT);
  await page.keyboard.press('Escape');
  await expect(card.getByRole('button', { name: /^Compare Harbour board game/ })).toBeFocused();

  await card.getByRole('button', { name: 'How it was made' }).click();
  await expect(card.getByText(/Score [01]\.\d\d/)).toBeVisible(PATIENT);
  await card.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(card).toHaveCount(0);
});
