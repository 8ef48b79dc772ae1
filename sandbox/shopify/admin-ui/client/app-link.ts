import {
  type AdminMessage,
  type AdminNotice,
  type AppCall,
  type AppNotice,
  CHANNEL,
  parseAppMessage,
} from '../../app-bridge/protocol.ts';

/** The few things of a window this end needs; `window` and `iframe.contentWindow` fit. */
export type AppWindow = { postMessage(message: unknown, targetOrigin: string): void; parent?: unknown };
export type AppMessageEvent = { data: unknown; origin: string; source: unknown };

export type AppLink = {
  tell(notice: AdminNotice, to?: AppWindow): void;
};

/**
 * The Admin's end of the line. A message counts only when it comes from the app's origin AND from the app's frame or
 * a frame right inside it (a modal's page): any other window at that origin, or anything else the frame may have been
 * led to, gets no id token. Answers go to the asking window at the app's origin only.
 */
export function makeAppLink(deps: {
  listen: (listener: (event: AppMessageEvent) => void) => void;
  frameWindow: () => AppWindow | null;
  appOrigin: string;
  onNotice: (notice: AppNotice, from: AppWindow) => void;
  answer: (call: AppCall, params: unknown) => Promise<unknown>;
}): AppLink {
  function senderOf(event: AppMessageEvent): AppWindow | undefined {
    const frame = deps.frameWindow();
    const source = event.source;
    if (event.origin !== deps.appOrigin || !frame || typeof source !== 'object' || source === null)
      return undefined;
    const sender = source as AppWindow;
    return sender === frame || sender.parent === frame ? sender : undefined;
  }

  const send = (to: AppWindow, message: AdminMessage) => to.postMessage(message, deps.appOrigin);

  deps.listen((event) => {
    const from = senderOf(event);
    const message = from && parseAppMessage(event.data);
    if (!from || !message) return;
    if (message.kind === 'notice') {
      deps.onNotice(message.notice, from);
      return;
    }
    const head = { channel: CHANNEL, kind: 'answer', id: message.id } as const;
    deps.answer(message.call, message.params).then(
      (value) => send(from, { ...head, ok: true, value }),
      (error: unknown) =>
        send(from, { ...head, ok: false, error: error instanceof Error ? error.message : 'Unknown' }),
    );
  });

  return {
    tell(notice, to) {
      const target = to ?? deps.frameWindow();
      if (target) send(target, { channel: CHANNEL, kind: 'notice', notice });
    },
  };
}
