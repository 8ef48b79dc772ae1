import type { AdminLink } from './admin-link.ts';

export type ToastOptions = {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
};

/** `shopify.toast`: the Admin shows them, the app's callbacks stay here. */
export function makeToasts(link: AdminLink, newId: () => string) {
  const shown = new Map<string, ToastOptions>();

  link.listen((notice) => {
    if (notice.topic === 'toast-action') shown.get(notice.id)?.onAction?.();
    if (notice.topic === 'toast-dismissed') {
      const options = shown.get(notice.id);
      shown.delete(notice.id);
      options?.onDismiss?.();
    }
  });

  return {
    show(message: string, options: ToastOptions = {}): string {
      const id = newId();
      shown.set(id, options);
      link.tell({
        topic: 'toast-show',
        toast: {
          id,
          message,
          durationMs: options.duration ?? 5000,
          isError: options.isError ?? false,
          action: options.action ?? null,
        },
      });
      return id;
    },
    hide(id: string): void {
      link.tell({ topic: 'toast-hide', id });
    },
  };
}
