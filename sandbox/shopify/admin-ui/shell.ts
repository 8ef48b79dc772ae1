import { type Content, html, type Markup } from '#sandbox/http/html.ts';
import { type StoreView, storePath } from './context.ts';
import { icon } from './icons.ts';
import { noticeBanner } from './notices.ts';

export type Section = 'home' | 'products' | 'files' | 'app' | 'installation' | 'webhooks' | 'faults' | 'none';

export const sandboxBar: Markup = html`<div class="sandbox-bar" role="note">
  <strong>Sandbox: a stand-in, not Shopify.</strong>
  <span>Everything here stays on this machine.</span>
</div>`;

export function page(options: { title: string; body: Content; scripts?: string[]; style: string }): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title}</title>
<link rel="icon" href="/_sandbox/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_sandbox/${options.style}">
${(options.scripts ?? []).map((name) => html`<script src="/_sandbox/${name}" defer></script>`)}
</head>
${options.body}
</html>`;
}

function sideLink(current: Section, link: { section: Section; label: string; path: string }): Markup {
  return html`<li><a href="${link.path}"${
    link.section === current ? html` aria-current="page"` : ''
  }>${icon(link.section)}<span>${link.label}</span></a></li>`;
}

function sideBar(view: StoreView, current: Section): Markup {
  const link = (section: Section, label: string, path: string) => sideLink(current, { section, label, path });
  return html`<nav class="side" id="side" aria-label="Store">
  <a class="store-switch" href="/"><span class="store-initial" aria-hidden="true">${view.shop.record.name.slice(0, 1)}</span>
    <span class="store-name">${view.shop.record.name}<small>Switch store</small></span></a>
  <ul>
    ${link('home', 'Home', storePath(view))}
    ${link('products', 'Products', storePath(view, 'products'))}
    ${link('files', 'Files', storePath(view, 'files'))}
    <li><a href="${storePath(view, 'storefront')}" target="_blank" rel="noopener">${icon('storefront')}<span>Storefront</span><span class="hint">new tab</span></a></li>
  </ul>
  <h2>Apps</h2>
  <ul>
    ${link('app', view.app.name, storePath(view, 'apps', view.app.handle))}
  </ul>
  <ul class="app-navigation" id="app-navigation" hidden></ul>
  <h2>Sandbox</h2>
  <ul>
    ${link('installation', 'App installation', storePath(view, 'installation'))}
    ${link('webhooks', 'Webhooks', storePath(view, 'webhooks'))}
    ${link('faults', 'Faults', storePath(view, 'faults'))}
  </ul>
</nav>`;
}

/** A page of one store: the sandbox bar, the side bar, the heading with its actions, and what the page is about. */
export function storePage(
  view: StoreView,
  options: {
    section: Section;
    title: string;
    /** Shown above the title: where one came from. */
    back?: { label: string; path: string };
    actions?: Content;
    body: Content;
    /** The page's own main, without heading and padding (the app's frame). */
    bare?: boolean;
    scripts?: string[];
    /** Ask for the page again after this many milliseconds, because something on it is under way. */
    refreshMs?: number | undefined;
  },
): Markup {
  const heading = html`${
    options.back
      ? html`<a class="back" href="${options.back.path}">${icon('back')}${options.back.label}</a>`
      : ''
  }
  <div class="heading"><h1>${options.title}</h1><div class="actions">${options.actions ?? ''}</div></div>`;
  return page({
    title: `${options.title} · ${view.shop.record.name} · Sandbox`,
    style: 'admin.css',
    scripts: options.scripts ?? ['admin.js'],
    body: html`<body class="${options.bare ? 'framed' : 'plain'}">
<a class="skip" href="#main">Skip to content</a>
${sandboxBar}
<div class="top"><button type="button" class="menu-button" id="menu-button" aria-expanded="false" aria-controls="side">${icon('menu')}<span>Menu</span></button><span class="top-name">${view.shop.record.name}</span></div>
<div class="layout">
${sideBar(view, options.section)}
<main id="main" tabindex="-1"${
      options.refreshMs === undefined ? '' : html` data-refresh-ms="${options.refreshMs}"`
    }>
${options.bare ? options.body : html`<div class="page">${noticeBanner(view.url)}${heading}${options.body}</div>`}
</main>
</div>
</body>`,
  });
}
