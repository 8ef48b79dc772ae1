import { html, type Markup } from '#sandbox/http/html.ts';
import type { Fault, FaultKind } from '../../faults/types.ts';
import type { MediaErrorCode } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';

type Explained = { label: string; what: string; fields: readonly ('status' | 'when' | 'delayMs' | 'code')[] };

const kinds = {
  throttle: { label: 'Throttle', what: 'The API answers THROTTLED.', fields: [] },
  'server-error': {
    label: 'Server error',
    what: 'The API answers 5xx, before or after doing the work.',
    fields: ['status', 'when'],
  },
  slow: { label: 'Slow answer', what: 'The API takes its time.', fields: ['delayMs'] },
  drop: { label: 'Dropped connection', what: 'No answer, before or after the work.', fields: ['when'] },
  'media-failed': { label: 'Picture fails', what: 'The next picture ends FAILED.', fields: ['code'] },
  'expired-token': { label: 'Expired token', what: 'The access token is refused.', fields: [] },
  'duplicate-webhook': { label: 'Webhook twice', what: 'A delivery arrives twice.', fields: [] },
  'reorder-webhooks': { label: 'Webhooks out of order', what: 'Two deliveries change places.', fields: [] },
} as const satisfies Record<FaultKind, Explained>;

const kindNames: readonly FaultKind[] = [
  'throttle',
  'server-error',
  'slow',
  'drop',
  'media-failed',
  'expired-token',
  'duplicate-webhook',
  'reorder-webhooks',
];

const mediaErrorCodes: readonly MediaErrorCode[] = [
  'IMAGE_PROCESSING_FAILURE',
  'IMAGE_DOWNLOAD_FAILURE',
  'GENERIC_FILE_DOWNLOAD_FAILURE',
  'GENERIC_FILE_INVALID_SIZE',
  'INVALID_IMAGE_FILE_SIZE',
  'INVALID_IMAGE_RESOLUTION',
  'INVALID_SIGNED_URL',
  'UNSUPPORTED_IMAGE_FILE_TYPE',
  'DUPLICATE_FILENAME_ERROR',
  'UNKNOWN',
];

function whole(text: string, minimum: number, maximum: number): number | undefined {
  const value = Number(text);
  return /^\d{1,7}$/.test(text) && value >= minimum && value <= maximum ? value : undefined;
}

type FaultCore = Fault extends infer One
  ? One extends Fault
    ? Omit<One, 'times' | 'match' | 'shop'>
    : never
  : never;

function coreOf(kind: FaultKind, field: (name: string) => string): FaultCore | undefined {
  const when = field('when') === 'after' ? 'after' : 'before';
  switch (kind) {
    case 'server-error': {
      const status = whole(field('status'), 500, 599);
      return status === undefined ? undefined : { kind, status, when };
    }
    case 'slow': {
      const delayMs = whole(field('delayMs'), 1, 120_000);
      return delayMs === undefined ? undefined : { kind, delayMs };
    }
    case 'drop':
      return { kind, when };
    case 'media-failed': {
      const code = mediaErrorCodes.find((name) => name === field('code'));
      return code && { kind, code };
    }
    case 'throttle':
    case 'expired-token':
    case 'duplicate-webhook':
    case 'reorder-webhooks':
      return { kind };
  }
}

/** Reads the fault form; undefined when a value is not one the fault can have. */
export function parseFault(shop: string, field: (name: string) => string): Fault | undefined {
  const kind = kindNames.find((name) => name === field('kind'));
  const times = whole(field('times') || '1', 1, 10_000);
  const match = field('match').trim();
  if (!kind || times === undefined || match.length > 100) return undefined;
  const core = coreOf(kind, field);
  return core && { ...core, times, shop, ...(match ? { match } : {}) };
}

function faultForm(view: StoreView): Markup {
  return html`<section class="card"><h2>Arm a fault</h2>
  <form method="post" action="${storePath(view, 'faults')}" class="stack" data-fault-form>
    <fieldset class="choices"><legend>What goes wrong</legend>
    ${kindNames.map(
      (kind, index) =>
        html`<label class="choice"><input type="radio" name="kind" value="${kind}" data-fields="${kinds[kind].fields.join(' ')}"${
          index === 0 ? html` checked` : ''
        }><span><strong>${kinds[kind].label}</strong><small>${kinds[kind].what}</small></span></label>`,
    )}</fieldset>
    <div class="two">
      <label>How often <input name="times" type="number" min="1" max="10000" value="1"></label>
      <label>Only for (root field or topic) <input name="match" placeholder="fileUpdate, products/update"></label>
      <label data-field="status">Status <input name="status" type="number" min="500" max="599" value="503"></label>
      <label data-field="when">When <select name="when"><option value="before">before the work is done</option><option value="after">after the work is done</option></select></label>
      <label data-field="delayMs">Delay in milliseconds <input name="delayMs" type="number" min="1" max="120000" value="5000"></label>
      <label data-field="code">Error code <select name="code">${mediaErrorCodes.map((code) => html`<option>${code}</option>`)}</select></label>
    </div>
    <p><button class="button primary">Arm</button></p>
  </form></section>`;
}

function describeFault(fault: Fault): string {
  const parts: string[] = [];
  if ('status' in fault) parts.push(`status ${fault.status}`);
  if ('when' in fault) parts.push(`${fault.when} the work`);
  if ('delayMs' in fault) parts.push(`${fault.delayMs} ms`);
  if ('code' in fault) parts.push(fault.code);
  if (fault.match) parts.push(`only ${fault.match}`);
  parts.push(fault.shop ?? 'every store');
  return parts.join(', ');
}

export function faultsPage(view: StoreView): Markup {
  const pending = view.sandbox.faults.pending();
  return storePage(view, {
    section: 'faults',
    title: 'Faults',
    body: html`<section class="card flush"><div class="section-head padded"><h2>Armed</h2>${
      pending.length === 0
        ? ''
        : html`<form method="post" action="${storePath(view, 'faults', 'clear')}"><button class="button small">Clear all</button></form>`
    }</div>
    ${
      pending.length === 0
        ? html`<div class="empty"><p>No fault is armed: everything works as it should.</p></div>`
        : html`<ul class="rows">${pending.map(
            (
              fault,
            ) => html`<li class="row"><span class="row-text"><strong>${kinds[fault.kind].label}</strong><small>${describeFault(fault)}</small></span>
            <span class="badge wait">${fault.times ?? 1} left</span></li>`,
          )}</ul>`
    }</section>${faultForm(view)}`,
  });
}
