import { useEffect, useState } from '@wordpress/element';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
    (target instanceof HTMLInputElement && target.type !== 'range'));

/** J and K move through the pictures, A approves, R rejects. Returns the one in focus. */
export function useReviewKeys(
  ids: readonly string[],
  onApprove: (id: string) => void,
  onReject: (id: string) => void,
): string | null {
  const [at, setAt] = useState<string | null>(null);
  const index = at === null ? -1 : ids.indexOf(at);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const to = event.key === 'j' ? index + 1 : event.key === 'k' ? index - 1 : null;
      const next = to === null ? null : ids[Math.max(0, Math.min(ids.length - 1, to))];
      if (next) {
        setAt(next);
        document.getElementById(`softbox-review-${next}`)?.scrollIntoView({ block: 'center' });
      }
      const current = ids[index];
      if (current && event.key === 'a') onApprove(current);
      if (current && event.key === 'r') onReject(current);
      // the decided one leaves the list: stay at the same place
      if (current && (event.key === 'a' || event.key === 'r'))
        setAt(ids[index + 1] ?? ids[index - 1] ?? null);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  return index === -1 ? null : at;
}
