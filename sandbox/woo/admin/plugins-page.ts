import { html, type Markup } from '#sandbox/http/html.ts';
import {
  activatePlugin,
  deactivatePlugin,
  installPlugin,
  isActive,
  isInstalled,
  uninstallPlugin,
} from '../plugin/lifecycle.ts';
import { VERSIONS } from '../rest/site.ts';
import { wrap } from './shell.ts';
import {
  type AdminView,
  adminPath,
  hasNonce,
  linkExpired,
  mayDo,
  nonceOf,
  notAllowed,
  type PageAnswer,
} from './view.ts';

const PLUGIN = 'softbox-product-photos/softbox-product-photos.php';
const TITLE = 'Softbox Product Photos for WooCommerce';

const said: Readonly<Record<string, string>> = {
  activate: 'Plugin activated.',
  deactivate: 'Plugin deactivated.',
  deleted: `${TITLE} was successfully deleted.`,
  installed: 'Plugin installed.',
};

/** `plugins.php`: switch on, switch off, delete; by links with a nonce, as WordPress has them. */
export function pluginsPage(view: AdminView): PageAnswer {
  if (!mayDo(view, 'activate_plugins')) return notAllowed();
  const { world, url, form } = view;
  const action = form?.get('action') ?? url.searchParams.get('action');
  const back = (what: string): PageAnswer => {
    world.state.commit();
    return { kind: 'to', location: adminPath(world, `plugins.php?done=${what}`) };
  };
  switch (action) {
    case 'activate':
      if (!hasNonce(view, `activate-plugin_${PLUGIN}`)) return linkExpired();
      activatePlugin(world);
      return back('activate');
    case 'deactivate':
      if (!hasNonce(view, `deactivate-plugin_${PLUGIN}`)) return linkExpired();
      deactivatePlugin(world);
      return back('deactivate');
    case 'delete-selected':
      if (!hasNonce(view, 'bulk-plugins')) return linkExpired();
      if (!form || isActive(world)) return askDelete(view);
      uninstallPlugin(world);
      return back('deleted');
    case 'install':
      if (!form || !hasNonce(view, 'upload-plugin')) return linkExpired();
      installPlugin(world);
      return back('installed');
    default:
      return list(view);
  }
}

const actionUrl = (view: AdminView, action: 'activate' | 'deactivate'): string =>
  adminPath(
    view.world,
    `plugins.php?action=${action}&plugin=${encodeURIComponent(PLUGIN)}&_wpnonce=${nonceOf(view, `${action}-plugin_${PLUGIN}`)}`,
  );

function rowActions(view: AdminView): Markup {
  const { world } = view;
  if (isActive(world))
    return html`<a href="${adminPath(world, 'edit.php?post_type=product&page=softbox')}">Open</a> | <a href="${actionUrl(view, 'deactivate')}" id="deactivate-softbox">Deactivate</a>`;
  const remove = `plugins.php?action=delete-selected&checked[]=${encodeURIComponent(PLUGIN)}&_wpnonce=${nonceOf(view, 'bulk-plugins')}`;
  return html`<a href="${actionUrl(view, 'activate')}" id="activate-softbox">Activate</a> | <a class="danger" href="${adminPath(world, remove)}" id="delete-softbox">Delete</a>`;
}

function list(view: AdminView): PageAnswer {
  const { world, url } = view;
  const done = said[url.searchParams.get('done') ?? ''];
  const row = isInstalled(world)
    ? html`<tr class="${isActive(world) ? 'active' : ''}"><td><strong>${TITLE}</strong><div class="row-actions visible">${rowActions(view)}</div></td>
<td>On-brand product photos from the photos you have; what you approve goes into the gallery, undoably.<div class="muted">Version ${VERSIONS.plugin}</div></td></tr>`
    : html`<tr><td><strong>${TITLE}</strong> <span class="muted">not installed</span></td><td>
<form method="post" action="${adminPath(world, 'plugins.php')}"><input type="hidden" name="action" value="install"><input type="hidden" name="_wpnonce" value="${nonceOf(view, 'upload-plugin')}">
<button type="submit" class="button">Install it again</button></form></td></tr>`;
  return {
    kind: 'page',
    title: 'Plugins',
    page: {
      section: 'plugins',
      body: wrap(
        'Plugins',
        done ? html`<div class="notice notice-success" role="status"><p>${done}</p></div>` : '',
        html`<table class="wp-list-table widefat plugins"><thead><tr><th scope="col">Plugin</th><th scope="col">Description</th></tr></thead><tbody>
<tr class="active"><td><strong>WooCommerce</strong> <span class="muted">its part of this stand-in</span></td><td>The shop itself; it cannot be switched off here.<div class="muted">Answers like version ${VERSIONS.woocommerce}</div></td></tr>
${row}</tbody></table>`,
      ),
    },
  };
}

function askDelete(view: AdminView): PageAnswer {
  const { world } = view;
  if (isActive(world)) return { kind: 'to', location: adminPath(world, 'plugins.php') };
  return {
    kind: 'page',
    title: 'Delete plugin',
    page: {
      section: 'plugins',
      body: wrap(
        'Delete plugin',
        html`<p>You are about to remove ${TITLE} and its data. Keys, webhooks and secrets go; pictures that are in products stay there.</p>
<form method="post" action="${adminPath(world, 'plugins.php')}"><input type="hidden" name="action" value="delete-selected"><input type="hidden" name="_wpnonce" value="${nonceOf(view, 'bulk-plugins')}">
<button type="submit" class="button button-primary">Yes, delete these files and data</button> <a class="button" href="${adminPath(world, 'plugins.php')}">No, return to the plugin list</a></form>`,
      ),
    },
  };
}
