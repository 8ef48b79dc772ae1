/**
 * What the embedded app's page and the Admin around it say to each other by postMessage. Both sides name the exact
 * origin they send to and look at the origin and the window of what arrives; on top of that each message is parsed
 * here, because the other side's text is data.
 */
export const CHANNEL = 'sandbox-app-bridge/1';

export type BarButton = {
  id: string;
  label: string;
  primary: boolean;
  critical: boolean;
  disabled: boolean;
  loading: boolean;
  /** Heading of the group a button stands in, when it stands in one. */
  group: string | null;
};

export type TitleBar = { title: string; back: BarButton | null; buttons: BarButton[] };

export type SaveBarButton = { label: string; disabled: boolean; loading: boolean };
export type SaveBar = { save: SaveBarButton; discard: SaveBarButton; confirmDiscard: boolean };

export type NavigationItem = { id: string; label: string; href: string };

export type ToastMessage = {
  id: string;
  message: string;
  durationMs: number;
  isError: boolean;
  action: string | null;
};

/** Things the app tells the Admin, without an answer. */
export type AppNotice =
  | { topic: 'hello'; path: string }
  | { topic: 'path'; path: string }
  | { topic: 'navigation'; home: string | null; items: NavigationItem[] }
  | { topic: 'title-bar'; bar: TitleBar | null }
  | { topic: 'document-title'; title: string }
  | { topic: 'save-bar'; bar: SaveBar | null }
  | { topic: 'toast-show'; toast: ToastMessage }
  | { topic: 'toast-hide'; id: string }
  | { topic: 'modal'; open: boolean; cover: boolean }
  | { topic: 'loading'; on: boolean }
  | { topic: 'open'; url: string };

export type AppCall = 'id-token' | 'resource-picker' | 'user' | 'confirm-leave' | 'scopes' | 'scopes-request';

export type AppMessage =
  | { channel: typeof CHANNEL; kind: 'notice'; notice: AppNotice }
  | { channel: typeof CHANNEL; kind: 'call'; id: string; call: AppCall; params: unknown };

/** Things the Admin tells the app, without an answer. */
export type AdminNotice =
  | { topic: 'navigate'; itemId: string | null; href: string }
  | { topic: 'bar-button'; id: string }
  | { topic: 'save' }
  | { topic: 'discard' }
  | { topic: 'toast-action'; id: string }
  | { topic: 'toast-dismissed'; id: string };

export type AdminMessage =
  | { channel: typeof CHANNEL; kind: 'notice'; notice: AdminNotice }
  | { channel: typeof CHANNEL; kind: 'answer'; id: string; ok: true; value: unknown }
  | { channel: typeof CHANNEL; kind: 'answer'; id: string; ok: false; error: string };

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2000) : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 100) : []);

/** A path within the app: one leading slash, so that it cannot name another host. */
export function isAppPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value);
}

function parseButton(value: unknown): BarButton {
  const fields = fieldsOf(value) ?? {};
  return {
    id: text(fields.id),
    label: text(fields.label),
    primary: fields.primary === true,
    critical: fields.critical === true,
    disabled: fields.disabled === true,
    loading: fields.loading === true,
    group: typeof fields.group === 'string' ? text(fields.group) : null,
  };
}

function parseTitleBar(value: unknown): TitleBar | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  return {
    title: text(fields.title),
    back: fieldsOf(fields.back) ? parseButton(fields.back) : null,
    buttons: list(fields.buttons).map(parseButton),
  };
}

function parseSaveBar(value: unknown): SaveBar | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  const button = (given: unknown): SaveBarButton => {
    const { label, disabled, loading } = parseButton(given);
    return { label, disabled, loading };
  };
  return {
    save: button(fields.save),
    discard: button(fields.discard),
    confirmDiscard: fields.confirmDiscard === true,
  };
}

function parseToast(value: unknown): ToastMessage | undefined {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  const duration = fields.durationMs;
  return {
    id: text(fields.id),
    message: text(fields.message),
    durationMs: typeof duration === 'number' && Number.isFinite(duration) ? Math.max(duration, 500) : 5000,
    isError: fields.isError === true,
    action: typeof fields.action === 'string' ? text(fields.action) : null,
  };
}

function parseItems(value: unknown): NavigationItem[] {
  return list(value).flatMap((entry) => {
    const fields = fieldsOf(entry) ?? {};
    const href = fields.href;
    return isAppPath(href) ? [{ id: text(fields.id), label: text(fields.label), href }] : [];
  });
}

function parseAppNotice(value: unknown): AppNotice | undefined {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  const path = fields.path;
  switch (fields.topic) {
    case 'hello':
    case 'path':
      return isAppPath(path) ? { topic: fields.topic, path } : undefined;
    case 'navigation': {
      const home = fields.home;
      return {
        topic: 'navigation',
        home: isAppPath(home) ? home : null,
        items: parseItems(fields.items),
      };
    }
    case 'title-bar':
      return { topic: 'title-bar', bar: parseTitleBar(fields.bar) };
    case 'document-title':
      return { topic: 'document-title', title: text(fields.title) };
    case 'save-bar':
      return { topic: 'save-bar', bar: parseSaveBar(fields.bar) };
    case 'toast-show': {
      const toast = parseToast(fields.toast);
      return toast && { topic: 'toast-show', toast };
    }
    case 'toast-hide':
      return { topic: 'toast-hide', id: text(fields.id) };
    case 'modal':
      return { topic: 'modal', open: fields.open === true, cover: fields.cover === true };
    case 'loading':
      return { topic: 'loading', on: fields.on === true };
    case 'open':
      return { topic: 'open', url: text(fields.url) };
    default:
      return undefined;
  }
}

const calls: readonly AppCall[] = [
  'id-token',
  'resource-picker',
  'user',
  'confirm-leave',
  'scopes',
  'scopes-request',
];

/** Reads a message that came from the app's frame; undefined when it is not one of ours. */
export function parseAppMessage(data: unknown): AppMessage | undefined {
  const fields = fieldsOf(data);
  if (fields?.channel !== CHANNEL) return undefined;
  if (fields.kind === 'notice') {
    const notice = parseAppNotice(fields.notice);
    return notice && { channel: CHANNEL, kind: 'notice', notice };
  }
  const call = calls.find((name) => name === fields.call);
  if (fields.kind !== 'call' || typeof fields.id !== 'string' || !call) return undefined;
  return { channel: CHANNEL, kind: 'call', id: fields.id, call, params: fields.params };
}

function parseAdminNotice(value: unknown): AdminNotice | undefined {
  const fields = fieldsOf(value);
  const id = text(fields?.id);
  switch (fields?.topic) {
    case 'navigate': {
      const { itemId, href } = fields;
      if (!isAppPath(href)) return undefined;
      return { topic: 'navigate', itemId: typeof itemId === 'string' ? itemId : null, href };
    }
    case 'bar-button':
    case 'toast-action':
    case 'toast-dismissed':
      return { topic: fields.topic, id };
    case 'save':
    case 'discard':
      return { topic: fields.topic };
    default:
      return undefined;
  }
}

/** Reads a message that came from the Admin; undefined when it is not one of ours. */
export function parseAdminMessage(data: unknown): AdminMessage | undefined {
  const fields = fieldsOf(data);
  if (fields?.channel !== CHANNEL) return undefined;
  if (fields.kind === 'notice') {
    const notice = parseAdminNotice(fields.notice);
    return notice && { channel: CHANNEL, kind: 'notice', notice };
  }
  if (fields.kind !== 'answer' || typeof fields.id !== 'string') return undefined;
  const answer = { channel: CHANNEL, kind: 'answer', id: fields.id } as const;
  return fields.ok === true
    ? { ...answer, ok: true, value: fields.value }
    : { ...answer, ok: false, error: text(fields.error) };
}
