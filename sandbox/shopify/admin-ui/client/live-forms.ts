/**
 * Forms marked `data-live` are sent in the background, and the page's main part is replaced by the answer's, so that
 * a merchant's many small changes do not lose the place they were at. Without this script they are plain forms.
 */

function mainOf(root: Document): HTMLElement | null {
  return root.getElementById('main');
}

/** Puts the focus back on what has the same id in the new main. A button that was pressed has lost it: it is named. */
function keepFocus(replace: () => void, focusId: string | undefined): void {
  const id = focusId ?? document.activeElement?.id;
  const { scrollX, scrollY } = window;
  replace();
  const again = id ? document.getElementById(id) : null;
  const enabled = again instanceof HTMLButtonElement && again.disabled ? mainOf(document) : again;
  enabled?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
}

/** The server's page in place of the present main; false when the answer is no page of this kind. */
function showMain(text: string, focusId?: string): boolean {
  const next = mainOf(new DOMParser().parseFromString(text, 'text/html'));
  const present = mainOf(document);
  if (!next || !present) return false;
  keepFocus(() => present.replaceWith(document.adoptNode(next)), focusId);
  return true;
}

function say(text: string): void {
  const main = mainOf(document);
  const notice = document.createElement('p');
  notice.className = 'notice bad';
  notice.setAttribute('role', 'alert');
  notice.textContent = text;
  main?.querySelector('.page')?.prepend(notice);
}

let sending = 0;

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  sending += 1;
  form.setAttribute('aria-busy', 'true');
  if (submitter instanceof HTMLButtonElement) submitter.disabled = true;
  try {
    const isMultipart = form.enctype === 'multipart/form-data';
    const data = new FormData(form);
    const text = new URLSearchParams();
    for (const [name, value] of data) if (typeof value === 'string') text.append(name, value);
    const response = await fetch(form.action, { method: 'POST', body: isMultipart ? data : text });
    const shown = showMain(await response.text(), submitter?.id);
    if (!shown) throw new Error('no page');
    const url = new URL(response.url);
    url.searchParams.delete('notice');
    if (url.pathname !== location.pathname) history.replaceState(null, '', url);
  } catch {
    say('The sandbox did not answer. Nothing is known to have changed; reload to see.');
    if (submitter instanceof HTMLButtonElement) submitter.disabled = false;
    form.removeAttribute('aria-busy');
  } finally {
    sending -= 1;
  }
}

/** True while the user is in the middle of typing, so that a refresh must not take the words away. */
function isTyping(): boolean {
  const active = document.activeElement;
  const isField =
    active instanceof HTMLInputElement ||
    active instanceof HTMLTextAreaElement ||
    active instanceof HTMLSelectElement;
  if (isField && mainOf(document)?.contains(active)) return true;
  return [...document.querySelectorAll<HTMLInputElement>('#main input[name], #main textarea[name]')].some(
    (field) => field.value !== field.defaultValue || (field.files?.length ?? 0) > 0,
  );
}

async function refresh(): Promise<void> {
  if (sending > 0 || document.hidden || isTyping()) return;
  const address = new URL(location.href);
  address.searchParams.delete('notice');
  try {
    const response = await fetch(address);
    const open = [...document.querySelectorAll('details[open][id]')].map(({ id }) => id);
    if (response.ok && sending === 0 && !isTyping()) showMain(await response.text());
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  } catch {
    // The sandbox is down; the next round asks again.
  }
}

function planRefresh(): void {
  const ms = Number(mainOf(document)?.dataset.refreshMs);
  setTimeout(
    async () => {
      if (Number.isFinite(Number(mainOf(document)?.dataset.refreshMs))) await refresh();
      planRefresh();
    },
    Number.isFinite(ms) && ms >= 500 ? ms : 1000,
  );
}

export function startLiveForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (!form) return;
    const question = form.dataset.confirm;
    if (question !== undefined && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.dataset.live === undefined) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
  document.addEventListener('change', (event) => {
    const field = event.target instanceof HTMLElement ? event.target : null;
    if (field?.dataset.submitOnChange === undefined) return;
    field.closest('form')?.requestSubmit();
  });
  planRefresh();
}
