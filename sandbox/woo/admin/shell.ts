import { type Content, html, type Markup, trustedMarkup } from '#sandbox/http/html.ts';
import { REST_NONCE } from '../login/rest-login.ts';
import { bootOf } from '../plugin/admin-api/views.ts';
import { type AdminPage, type AdminView, adminPath, mayDo, nonceOf, type Section } from './view.ts';

/** Said on every page. */
export const sandboxBar = html`<div class="sandbox-bar" role="note"><strong>Sandbox: a stand-in for a WordPress site, not WordPress.</strong> Everything here stays on this computer.</div>`;

export const document = (options: {
  title: string;
  folder: string;
  body: Content;
  head?: Content;
  className: string;
}): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${options.folder}/sandbox-admin/style.css">
${options.head}
</head>
<body class="${options.className}">
${sandboxBar}
${options.body}
</body>
</html>`;

/** For an inline script: no character of it can end the element. */
const json = (value: unknown): Markup =>
  trustedMarkup(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

/** The same lines that WordPress prints for its api-fetch, and the plugin for its screens. */
const pluginScripts = (view: AdminView): Markup => {
  const { world, session } = view;
  const file = (name: string) => `${world.site.path}/sandbox-admin/plugin/${name}`;
  return html`<script src="${file('wp.js')}"></script>
<script>
wp.apiFetch.use(wp.apiFetch.createRootURLMiddleware(${json(world.restUrl())}));
wp.apiFetch.nonceMiddleware = wp.apiFetch.createNonceMiddleware(${json(nonceOf(view, REST_NONCE))});
wp.apiFetch.use(wp.apiFetch.nonceMiddleware);
wp.apiFetch.use(wp.apiFetch.mediaUploadMiddleware);
wp.apiFetch.nonceEndpoint = ${json(`${world.home()}/wp-admin/admin-ajax.php?action=rest-nonce`)};
window.softboxBoot = ${json(bootOf(world, session.user))};
</script>
<script src="${file('admin.js')}"></script>`;
};

const menuOf = (view: AdminView): readonly { section: Section; label: string; path: string }[] => [
  { section: 'home', label: 'Home', path: 'index.php' },
  ...(mayDo(view, 'edit_products')
    ? [{ section: 'products' as const, label: 'Products', path: 'edit.php?post_type=product' }]
    : []),
  ...(mayDo(view, 'edit_products') && view.world.site.hasPlugin
    ? [
        {
          section: 'softbox' as const,
          label: 'Softbox photos',
          path: 'edit.php?post_type=product&page=softbox',
        },
      ]
    : []),
  ...(mayDo(view, 'activate_plugins')
    ? [{ section: 'plugins' as const, label: 'Plugins', path: 'plugins.php' }]
    : []),
  ...(mayDo(view, 'manage_woocommerce')
    ? [
        {
          section: 'access' as const,
          label: 'Keys and webhooks',
          path: 'admin.php?page=wc-settings&tab=advanced',
        },
      ]
    : []),
];

/** A page of wp-admin: the bar, the menu, and what the page is about. */
export function adminDocument(view: AdminView, title: string, page: AdminPage): Markup {
  const { world, session } = view;
  const folder = world.site.path;
  const plugin = (name: string) =>
    html`<link rel="stylesheet" href="${folder}/sandbox-admin/plugin/${name}">`;
  return document({
    title: `${title} · ${world.site.name} · Sandbox`,
    folder,
    className: 'admin',
    head: html`${page.withPlugin ? [plugin('components.css'), plugin('admin.css')] : ''}
${page.refreshSeconds ? html`<meta http-equiv="refresh" content="${page.refreshSeconds}">` : ''}`,
    body: html`<div class="top">
  <a class="site" href="${folder}/">${world.site.name}</a>
  <span class="who">${session.user.name} (${session.user.role})
  <a href="${folder}/wp-login.php?action=logout&_wpnonce=${nonceOf(view, 'log-out')}">Log out</a></span>
</div>
<div class="layout">
<nav class="side" aria-label="Main menu"><ul>${menuOf(view).map(
      ({ section, label, path }) =>
        html`<li><a href="${adminPath(world, path)}"${
          section === page.section ? html` aria-current="page"` : ''
        }>${label}</a></li>`,
    )}
<li><a href="${folder}/">Visit store</a></li></ul></nav>
<main id="main">${page.body}</main>
</div>
${page.withPlugin ? pluginScripts(view) : ''}`,
  });
}

/** The heading of a page of the site's own. */
export const wrap = (title: string, ...body: Content[]): Markup =>
  html`<div class="wrap"><h1 class="wp-heading-inline">${title}</h1>${body}</div>`;
