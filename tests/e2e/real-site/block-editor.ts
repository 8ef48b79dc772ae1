import { expect, type Page } from '@playwright/test';
import { SLOW_MS } from './wp-admin.ts';

interface EditorBlock {
  readonly name: string;
  readonly isValid: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}
interface WordPress {
  readonly data: {
    select(store: 'core/block-editor'): { getBlocks(): readonly EditorBlock[] };
    select(store: 'core/editor'): { getPermalink(): string; getCurrentPostId(): number };
    dispatch(store: 'core/preferences'): { set(scope: string, name: string, value: boolean): void };
    dispatch(store: 'core/editor'): { editPost(edits: Record<string, unknown>): void };
  };
}
type EditorWindow = typeof globalThis & { readonly wp: WordPress };

export interface GalleryChoice {
  readonly mode: 'lookbook' | 'before-after';
  /** Typed into the field of products; the first suggestion is taken. */
  readonly product: string;
}

const ready = (page: Page) =>
  page.waitForFunction(
    () => {
      const { wp } = globalThis as Partial<EditorWindow>;
      return Boolean(
        wp?.data.select('core/block-editor') && document.querySelector('.interface-interface-skeleton'),
      );
    },
    undefined,
    { timeout: SLOW_MS },
  );

/** Writes a post in the block editor, as its author does with the mouse. */
export const makeBlockEditor = (home: string) => ({
  begin: async (page: Page, title: string) => {
    await page.goto(`${home}/wp-admin/post-new.php`);
    await ready(page);
    await page.evaluate((text) => {
      const { data } = (globalThis as EditorWindow).wp;
      for (const scope of ['core', 'core/edit-post'])
        data.dispatch('core/preferences').set(scope, 'welcomeGuide', false);
      data.dispatch('core/editor').editPost({ title: text });
    }, title);
  },
  insertGallery: async (page: Page, { mode, product }: GalleryChoice) => {
    await page.getByRole('button', { name: /^(Toggle block inserter|Block Inserter)$/ }).click();
    await page
      .getByRole('searchbox', { name: /Search/ })
      .first()
      .fill('Softbox');
    await page.getByRole('option', { name: 'Softbox gallery' }).click();
    await page.getByRole('button', { name: /^(Toggle block inserter|Block Inserter)$/ }).click();
    const show = page.getByLabel('Show', { exact: true });
    // wide screens have the block's settings open, narrower ones do not
    const settings = page.getByRole('button', { name: 'Settings', exact: true }).first();
    if ((await settings.getAttribute('aria-expanded')) === 'false') await settings.click();
    await show.selectOption(mode);
    await page.getByRole('combobox', { name: 'Products' }).fill(product);
    await page
      .getByRole('option', { name: new RegExp(product) })
      .first()
      .click({ timeout: SLOW_MS });
  },
  blocks: (page: Page) =>
    page.evaluate(() =>
      (globalThis as EditorWindow).wp.data
        .select('core/block-editor')
        .getBlocks()
        .map(({ name, isValid, attributes }) => ({ name, isValid, attributes })),
    ),
  /** Answers where the post is read and where it is edited. */
  publish: async (page: Page) => {
    await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
    const panel = page.locator('.editor-post-publish-panel');
    await panel.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(panel.getByText('is now live')).toBeVisible({ timeout: SLOW_MS });
    return page.evaluate(() => {
      const editor = (globalThis as EditorWindow).wp.data.select('core/editor');
      return { url: editor.getPermalink(), id: editor.getCurrentPostId() };
    });
  },
  reopen: async (page: Page, id: number) => {
    await page.goto(`${home}/wp-admin/post.php?action=edit&post=${id}`);
    await ready(page);
    await page.waitForFunction(
      () => (globalThis as EditorWindow).wp.data.select('core/block-editor').getBlocks().length > 0,
      undefined,
      { timeout: SLOW_MS },
    );
  },
});
