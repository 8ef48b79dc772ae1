import { expect, type Page } from '@playwright/test';
import type { TrialSite } from './trial-site.ts';

/** A machine that runs the browser, WordPress and Softbox at once may be slow. */
export const SLOW_MS = 180_000;

const PLUGIN = 'softbox-product-photos/softbox-product-photos.php';

/** What an owner does in a real wp-admin. */
export const makeWpAdmin = ({ home, owner }: TrialSite) => {
  const openScreen = (page: Page, tab = 'products', more = '') =>
    page.goto(`${home}/wp-admin/edit.php?post_type=product&page=softbox&tab=${tab}${more}`);
  const row = (page: Page) => page.locator(`tr[data-plugin="${PLUGIN}"]`);
  return {
    openScreen,
    logIn: async (page: Page) => {
      await page.goto(`${home}/wp-login.php`);
      await page.locator('#user_login').fill(owner.name);
      await page.locator('#user_pass').fill(owner.password);
      await page.locator('#wp-submit').click();
      await page.waitForURL(/wp-admin/, { timeout: SLOW_MS });
    },
    upload: async (page: Page, zip: string) => {
      await page.goto(`${home}/wp-admin/plugin-install.php?tab=upload`);
      await page.locator('#pluginzip').setInputFiles(zip);
      await page.locator('#install-plugin-submit').click();
      await expect(page.getByText('Plugin installed successfully.')).toBeVisible({ timeout: SLOW_MS });
    },
    activate: async (page: Page) => {
      await page.goto(`${home}/wp-admin/plugins.php`);
      await row(page).getByRole('link', { name: 'Activate' }).click();
      await expect(row(page).getByRole('link', { name: 'Deactivate' })).toBeVisible({ timeout: SLOW_MS });
    },
    open: (page: Page) => row(page).getByRole('link', { name: 'Open' }).click(),
    deactivate: async (page: Page) => {
      await page.goto(`${home}/wp-admin/plugins.php`);
      await row(page).getByRole('link', { name: 'Deactivate' }).click();
      await expect(row(page).getByRole('link', { name: 'Activate' })).toBeVisible({ timeout: SLOW_MS });
    },
    /** WordPress asks by the browser's own dialog, and takes the row away when it is done. */
    remove: async (page: Page) => {
      page.once('dialog', (dialog) => void dialog.accept());
      await row(page).getByRole('link', { name: 'Delete' }).click();
      await expect(page.getByText('was successfully deleted')).toBeVisible({ timeout: SLOW_MS });
    },
    /** The bulk action of WooCommerce's own list, for all products that a search finds. */
    makePhotosOf: async (page: Page, search: string) => {
      await page.goto(
        `${home}/wp-admin/edit.php?post_type=product&s=${encodeURIComponent(search).replaceAll('%20', '+')}`,
      );
      await page.locator('#cb-select-all-1').check();
      await page.locator('#bulk-action-selector-top').selectOption('softbox_make');
      await page.locator('#doaction').click();
    },
    /** Until the state of all publications is one of `words`. */
    waitForPublications: async (page: Page, count: number, words: string) => {
      await expect(page.getByText(words, { exact: true })).toHaveCount(count, { timeout: SLOW_MS });
    },
  };
};
