import { expect, type Page, test } from '@playwright/test';
import { app, choose, failNextGeminiCall, open, storeDump } from './store-page.ts';

/** One journey; the machine may be busy with other work, and a stand-in draws each edit. */
const ARRIVES = { timeout: 120_000 };

const makeEdit = (page: Page) => app(page).getByRole('button', { name: /^Make this edit for US\$\d/ });
const versions = (page: Page) => app(page).getByRole('list', { name: 'Versions' });

/** Paints a line over the upper left of the picture, as a hand with a mouse does. */
const paint = async (page: Page) => {
  const canvas = app(page).getByLabel('Paint here what may change');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('there is nothing to paint on');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.03, 0.03));
  await page.mouse.down();
  await page.mouse.move(...at(0.08, 0.03), { steps: 5 });
  await page.mouse.move(...at(0.08, 0.06), { steps: 5 });
  await page.mouse.up();
};

/** The same by the number fields, which need no pointer. */
const addRectangle = async (page: Page, percent: Readonly<Record<string, string>>) => {
  await app(page).getByRole('button', { name: 'Paint a rectangle by numbers' }).press('Enter');
  for (const [field, value] of Object.entries(percent)) {
    await app(page).getByLabel(field, { exact: true }).fill(value);
  }
  await app(page).getByRole('button', { name: 'Add rectangle' }).press('Enter');
};

const CORNER = { 'From the left': '2', 'From the top': '2', Width: '8', Height: '8' };

test('a picture is changed by words inside a painted region, and every version stays', async ({ page }) => {
  test.setTimeout(420_000);
  const before = await storeDump();
  await choose(page, 'Stoneware');
  await app(page)
    .getByRole('button', { name: /^Make 1 picture/ })
    .click();
  await expect(app(page).getByText('1 of 1')).toBeVisible(ARRIVES);
  await open(page, '/app/review');
  await app(page)
    .getByRole('link', { name: /^Edit Stoneware/ })
    .first()
    .click();

  await test.step('the price stands on the button, and nothing is bought before something is painted', async () => {
    await expect(versions(page).getByText('First version')).toBeVisible();
    await expect(makeEdit(page)).toBeDisabled();
    await app(page).getByLabel('What shall change').fill('Darker there');
    await expect(makeEdit(page)).toBeEnabled();
    await app(page).getByLabel('Only where I paint').check({ force: true });
    await expect(makeEdit(page)).toBeDisabled();
    await paint(page);
    await expect(makeEdit(page)).toBeEnabled();
    await app(page).getByRole('button', { name: 'Undo stroke' }).click();
    await expect(makeEdit(page)).toBeDisabled();
    await addRectangle(page, CORNER);
    await expect(makeEdit(page)).toBeEnabled();
    await paint(page);
  });

  await test.step('the new version arrives by itself, over the one it was made from and beside it', async () => {
    await makeEdit(page).click();
    await expect(app(page).getByText('Version 1.1', { exact: true })).toBeVisible(ARRIVES);
    await expect(app(page).getByRole('slider', { name: /Before and after/ })).toBeVisible();
    await app(page).getByRole('button', { name: 'Side by side' }).click();
    await expect(app(page).getByAltText(/before the edit/)).toBeVisible();
    await expect(versions(page).getByRole('link')).toHaveCount(2);
  });

  await test.step('an earlier version is gone back to by the keyboard, and another one made from it', async () => {
    await versions(page).getByRole('link').last().focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(app(page).getByText('Version 1', { exact: true })).toBeVisible();
    await app(page).getByLabel('What shall change').fill('Lighter there');
    await app(page).getByLabel('Only where I paint').check({ force: true });
    await addRectangle(page, { ...CORNER, 'From the left': '88' });
    await makeEdit(page).click();
    await expect(app(page).getByText('Version 1.2', { exact: true })).toBeVisible(ARRIVES);
    await expect(versions(page).getByRole('link')).toHaveCount(3);
  });

  await test.step('what the safety rules of the model stop is said in words, and can be tried again', async () => {
    await failNextGeminiCall('blocked-prompt');
    await app(page).getByLabel('What shall change').fill('Something it does not like');
    await makeEdit(page).click();
    await expect(app(page).getByText(/“Something it does not like” was not made/)).toBeVisible(ARRIVES);
    await expect(app(page).getByText(/safety rules of Gemini.*nothing was charged/)).toBeVisible();
    await expect(app(page).getByRole('button', { name: 'Try again' })).toBeEnabled();
    await expect(versions(page).getByRole('link')).toHaveCount(3);
  });

  await test.step('a version is approved, published to this sandbox store, and taken back', async () => {
    await app(page).getByRole('button', { name: 'Approve this version' }).click();
    await app(page).getByRole('link', { name: 'Publish it in Review' }).click();
    const card = app(page).locator('[id^="review-"]').filter({ hasText: 'Placeholder' });
    await card.getByRole('button', { name: 'Publish', exact: true }).click();
    await app(page).getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(app(page).getByRole('heading', { name: 'Published' })).toBeVisible();
    const undo = app(page).getByRole('button', { name: 'Undo', exact: true });
    await expect(undo).toHaveCount(1, ARRIVES);
    const mug = (await storeDump()).find(({ handle }) => handle === 'stoneware-mug');
    expect(mug?.media).toHaveLength(2);
    await undo.click();
    await app(page).getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(undo).toHaveCount(0, ARRIVES);
    await expect.poll(storeDump, ARRIVES).toEqual(before);
  });
});
