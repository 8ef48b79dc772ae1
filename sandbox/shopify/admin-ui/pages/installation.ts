import { html, type Markup } from '#sandbox/http/html.ts';
import { installationOf, type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { moment, plural } from '../show.ts';

const compliance = [
  { topic: 'customers/data_request', label: 'Customer asks for their data' },
  { topic: 'customers/redact', label: 'Customer data is to be deleted' },
  { topic: 'shop/redact', label: 'Store data is to be deleted' },
] as const;

function present(view: StoreView, installation: NonNullable<ReturnType<typeof installationOf>>): Markup {
  const now = view.now();
  const tokens = view.shop.tokens
    .all()
    .filter((token) => token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now));
  return html`<section class="card"><h2>Installed</h2>
    <dl class="facts">
      <dt>Since</dt><dd>${moment(installation.installedAt)} UTC</dd>
      <dt>May</dt><dd>${installation.scopes.map((scope) => html`<code>${scope}</code> `)}</dd>
      <dt>Tokens</dt><dd>${plural(tokens.filter((token) => token.kind === 'offline').length, 'live offline token')}, ${plural(
        tokens.filter((token) => token.kind === 'refresh').length,
        'live refresh token',
      )}</dd>
      <dt>Address</dt><dd><code>${view.sandbox.appUrl}</code></dd>
    </dl>
    <p class="button-row"><a class="button primary" href="${storePath(view, 'apps', view.app.handle)}">Open ${view.app.name}</a></p>
    <form method="post" action="${storePath(view, 'installation', 'uninstall')}" data-confirm="Uninstall ${view.app.name}? Its tokens stop working at once and app/uninstalled is sent.">
      <button class="button critical">Uninstall</button></form></section>`;
}

function absent(view: StoreView): Markup {
  const previous = view.shop.installations.all().findLast((row) => row.clientId === view.sandbox.clientId);
  return html`<section class="card"><h2>Not installed</h2>
    <p>${
      previous?.uninstalledAt
        ? html`Uninstalled ${moment(previous.uninstalledAt)} UTC. Installing again gives it new tokens.`
        : `${view.app.name} has no access to this store yet.`
    }</p>
    <form method="post" action="${storePath(view, 'installation', 'install')}"><button class="button primary">Install ${view.app.name}</button></form></section>`;
}

/** Install, uninstall, and the compliance webhooks, which the platform sends at its own time. */
export function installationPage(view: StoreView): Markup {
  const installation = installationOf(view);
  return storePage(view, {
    section: 'installation',
    title: 'App installation',
    body: html`${installation ? present(view, installation) : absent(view)}
    <section class="card"><h2>Compliance webhooks</h2>
      <p>Sent at the press of a button here; Shopify sends <code>shop/redact</code> 48 hours after an uninstall.</p>
      <div class="button-row">${compliance.map(
        ({
          topic,
          label,
        }) => html`<form method="post" action="${storePath(view, 'installation', 'compliance')}">
        <input type="hidden" name="topic" value="${topic}"><button class="button" title="${topic}">${label}</button></form>`,
      )}</div></section>`,
  });
}
