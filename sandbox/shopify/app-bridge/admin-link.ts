import type { AdminNotice, AppCall, AppNotice } from './protocol.ts';
import { type AppMessage, CHANNEL, parseAdminMessage } from './protocol.ts';

/** The few things of a window that the link needs; `window` itself fits. */
export type MessageTarget = { postMessage(message: unknown, targetOrigin: string): void };
export type MessageSource = {
  addEventListener(type: 'message', listener: (event: MessageEventLike) => void): void;
};
export type MessageEventLike = { data: unknown; origin: string; source: unknown };

export type AdminLink = {
  tell(notice: AppNotice): void;
  /** Rejects after `timeoutMs` (default: never, for what waits on a person). */
  ask(call: AppCall, params: unknown, timeoutMs?: number): Promise<unknown>;
  listen(listener: (notice: AdminNotice) => void): void;
};

/**
 * The app's end of the line. Nothing is sent but to `adminOrigin`, and nothing is taken but from the Admin's own
 * window at that origin: an id token must not reach, nor a command come from, anyone else who frames the app.
 */
export function makeAdminLink(deps: {
  self: MessageSource;
  admin: MessageTarget;
  adminOrigin: string;
  newId: () => string;
  setTimer: (run: () => void, ms: number) => unknown;
}): AdminLink {
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  const listeners: ((notice: AdminNotice) => void)[] = [];

  deps.self.addEventListener('message', (event) => {
    if (event.origin !== deps.adminOrigin || event.source !== deps.admin) return;
    const message = parseAdminMessage(event.data);
    if (!message) return;
    if (message.kind === 'notice') {
      for (const listener of listeners) listener(message.notice);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(message.error));
  });

  const send = (message: AppMessage) => deps.admin.postMessage(message, deps.adminOrigin);

  return {
    tell: (notice) => send({ channel: CHANNEL, kind: 'notice', notice }),
    listen: (listener) => void listeners.push(listener),
    ask(call, params, timeoutMs) {
      const id = deps.newId();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ channel: CHANNEL, kind: 'call', id, call, params });
        if (timeoutMs === undefined) return;
        deps.setTimer(() => {
          if (waiting.delete(id)) reject(new Error(`The sandbox Admin did not answer "${call}".`));
        }, timeoutMs);
      });
    },
  };
}
