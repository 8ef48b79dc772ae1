import { expect, test } from '@playwright/test';
import { app, choose } from './store-page.ts';

test('a product is put into a place of the library and reviewed with what the model was told', async ({
  page,
}) => {
  // one picture by a stand-in that draws, on a machine that may be busy
  test.setTimeout(300_000);
  await choose(page, 'stoneware');
  await app(page).getByRole('radio', { name: 'Scene' }).check({ force: true });
  await expect(app(page).getByText('A stand-in draws scenes and redraws here')).toBeVisible();
  await app(page).getByRole('button', { name: 'Choose a place' }).click();
  const dialog = app(page).getByRole('dialog');
  await dialog.getByLabel('Trade').selectOption('food');
  await dialog.getByLabel('Season').selectOption('autumn');
  await dialog.getByRole('button', { name: /Autumn harvest/ }).click();
  await expect(app(page).getByLabel('Describe the place')).toHaveValue(/ochre wall/);

  await app(page).getByRole('button', { name: 'What the model is told' }).click();
  await expect(app(page).getByText(/Photograph of an empty place/)).toBeVisible({ timeout: 60_000 });
  await expect(app(page).getByText(/1 picture · US\$\d/)).toBeVisible();
  await app(page).getByRole('button', { name: 'Make 1 picture' }).click();

  await expect(app(page).getByText('1 of 1')).toBeVisible({ timeout: 120_000 });
  await app(page)
    .getByRole('link', { name: /Review 1 picture/ })
    .click();
  await expect(app(page).getByText('Placeholder').first()).toBeVisible();
  await app(page).getByRole('button', { name: 'How it was made' }).first().click();
  await expect(app(page).getByText(/ochre wall/)).toBeVisible();
  await app(page).getByRole('button', { name: 'Reject', exact: true }).first().click();
  await app(page).getByRole('tab', { name: 'Rejected' }).click();
  await expect(app(page).getByText('Stoneware mug').first()).toBeVisible();
});

test('a recipe is kept under a name, started from on a later visit, and deleted', async ({ page }) => {
  test.setTimeout(240_000);
  const button = (name: string) => app(page).getByRole('button', { name, exact: true });
  const place = app(page).getByLabel('Describe the place');
  const kind = (name: string) => app(page).getByRole('radio', { name });
  const save = async (name: string) => {
    await app(page).getByLabel('Name', { exact: true }).fill(name);
    await button('Save').click();
  };

  await choose(page, 'stoneware');
  await kind('Scene').check({ force: true });
  await place.fill('A stone sill in the evening');
  await expect(app(page).getByText('Start from')).toHaveCount(0);
  await button('Save these options under a name').click();
  await save(' ');
  await expect(app(page).getByText('Give the recipe a name.')).toBeVisible();
  await save('Evening sill');
  await expect(page.getByText('Recipe saved')).toBeVisible();
  await expect(button('Evening sill')).toHaveAttribute('aria-pressed', 'true');
  await button('Save these options under a name').click();
  await save('Evening sill');
  await expect(app(page).getByText('There is a saved recipe called “Evening sill” already.')).toBeVisible();

  await choose(page, 'stoneware');
  await expect(kind('Packshot')).toBeChecked({ timeout: 60_000 });
  await button('Evening sill').click();
  await expect(kind('Scene')).toBeChecked();
  await expect(place).toHaveValue('A stone sill in the evening');
  await button('Delete saved ones').click();
  await button('Delete “Evening sill”').click();
  await expect(page.getByText('Recipe deleted')).toBeVisible();
  await expect(app(page).getByText('Start from')).toHaveCount(0);
  await expect(place).toHaveValue('A stone sill in the evening');
});
