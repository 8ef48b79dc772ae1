import { html, type Markup } from '#sandbox/http/html.ts';
import type { World } from '../world.ts';
import { type AdminView, mayDo, notAllowed, type PageAnswer, refusal } from './view.ts';

/** Said instead of the plugin's screens while they are not there; null when they are. */
export async function preparationNotice(world: World): Promise<Markup | null> {
  const now = await world.pluginFiles.look();
  switch (now.state) {
    case 'ready':
      return null;
    case 'working':
      return html`<div class="notice notice-info" role="status"><p><span class="spinner is-active"></span> <strong>The plugin’s screens are being prepared.</strong> ${now.step} … ${now.seconds} s. This page opens by itself when they are there.</p></div>`;
    case 'failed':
      return html`<div class="notice notice-error" role="alert"><p><strong>The plugin’s screens could not be prepared.</strong></p><pre>${now.problem}</pre></div>`;
  }
}

/** Our page below Products (`Screen.php`): an empty element that the plugin's script fills. */
export async function pluginScreen(view: AdminView): Promise<PageAnswer> {
  if (!mayDo(view, 'edit_products')) return notAllowed();
  if (!view.world.site.hasPlugin) return refusal('Sorry, you are not allowed to access this page.');
  const waiting = await preparationNotice(view.world);
  return {
    kind: 'page',
    title: 'Softbox photos',
    page: {
      section: 'softbox',
      withPlugin: waiting === null,
      ...(waiting === null ? {} : { refreshSeconds: 2 }),
      body: html`<div class="wrap softbox-wrap"><h1 class="wp-heading-inline">Softbox photos</h1>
<div id="softbox-screen">${waiting ?? html`<noscript>This screen needs JavaScript.</noscript>`}</div></div>`,
    },
  };
}
