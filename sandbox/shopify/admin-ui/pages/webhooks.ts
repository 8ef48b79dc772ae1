import { html, type Markup } from '#sandbox/http/html.ts';
import type { DeliveryRecord } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { moment, plural } from '../show.ts';

const states = {
  waiting: { label: 'Waiting', tone: 'wait' },
  delivered: { label: 'Delivered', tone: 'good' },
  'given-up': { label: 'Given up', tone: 'bad' },
} as const satisfies Record<DeliveryRecord['state'], { label: string; tone: string }>;

const shownAtMost = 100;

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function deliveryRow(delivery: DeliveryRecord): Markup {
  const { label, tone } = states[delivery.state];
  const last = delivery.attempts.at(-1);
  return html`<li><details class="delivery" id="delivery-${delivery.id}">
    <summary><span class="row-text"><strong>${delivery.topic}</strong><small>${moment(delivery.triggeredAt)} UTC</small></span>
      <span class="row-fact">${plural(delivery.attempts.length, 'attempt')}${last ? html`, last: ${last.outcome}` : ''}</span>
      <span class="badge ${tone}">${label}</span></summary>
    <dl class="facts">
      <dt>To</dt><dd><code>${delivery.uri}</code></dd>
      <dt>Webhook id</dt><dd><code>${delivery.webhookId}</code></dd>
      <dt>Event id</dt><dd><code>${delivery.eventId}</code></dd>
      <dt>API version</dt><dd>${delivery.apiVersion}</dd>
    </dl>
    ${
      delivery.attempts.length === 0
        ? html`<p>No attempt yet.</p>`
        : html`<ol class="attempts">${delivery.attempts.map((attempt) => html`<li>${moment(attempt.at)} UTC: ${attempt.outcome}</li>`)}</ol>`
    }
    <pre tabindex="0" aria-label="Body">${readable(delivery.body)}</pre>
  </details></li>`;
}

export function webhooksPage(view: StoreView): Markup {
  const all = view.shop.deliveries.all().toSorted((a, b) => b.triggeredAt - a.triggeredAt);
  const shown = all.slice(0, shownAtMost);
  return storePage(view, {
    section: 'webhooks',
    title: 'Webhooks',
    refreshMs: all.some((delivery) => delivery.state === 'waiting') ? 2000 : undefined,
    actions: html`<a class="button" href="${storePath(view, 'webhooks')}">Refresh</a>`,
    body: html`<section class="card flush">
      <p class="count" role="status">${plural(all.length, 'webhook')}${
        all.length > shownAtMost ? `, the last ${shownAtMost} are shown` : ''
      }</p>
      ${
        shown.length === 0
          ? html`<div class="empty"><h2>No webhooks yet</h2><p>Change a product or uninstall the app, and the deliveries appear here.</p></div>`
          : html`<ul class="rows">${shown.map(deliveryRow)}</ul>`
      }</section>`,
  });
}
