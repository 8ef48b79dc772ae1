import { html } from '#sandbox/http/html.ts';
import { wrap } from './shell.ts';
import { type AdminView, mayDo, notAllowed, type PageAnswer } from './view.ts';

/** WooCommerce's settings for keys and webhooks: who may call in, and who is told; to see that a disconnect leaves nothing. */
export function accessPage(view: AdminView): PageAnswer {
  if (!mayDo(view, 'manage_woocommerce')) return notAllowed();
  const { keys, webhooks } = view.world.state;
  const none = (text: string) => html`<tr><td colspan="3" class="muted">${text}</td></tr>`;
  return {
    kind: 'page',
    title: 'Keys and webhooks',
    page: {
      section: 'access',
      body: wrap(
        'Keys and webhooks',
        html`<h2>REST API keys</h2><table class="widefat striped" id="keys"><thead><tr><th scope="col">Description</th><th scope="col">Permissions</th></tr></thead><tbody>${
          keys.size === 0
            ? none('No keys.')
            : keys.all().map((key) => html`<tr><td>${key.description}</td><td>${key.permissions}</td></tr>`)
        }</tbody></table>
<h2>Webhooks</h2><table class="widefat striped" id="webhooks"><thead><tr><th scope="col">Topic</th><th scope="col">Status</th><th scope="col">Delivered to</th></tr></thead><tbody>${
          webhooks.size === 0
            ? none('No webhooks.')
            : webhooks
                .all()
                .map(
                  (row) =>
                    html`<tr><td>${row.topic}</td><td>${row.status}</td><td>${row.deliveryUrl}</td></tr>`,
                )
        }</tbody></table>`,
      ),
    },
  };
}
