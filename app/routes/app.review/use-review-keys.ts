import { useEffect, useState } from 'react';

interface Actions {
  readonly onApprove: (id: string) => void;
  readonly onReject: (id: string) => void;
}

/** Review by keyboard: arrows move, A approves, R rejects. Keys typed into a field or on a slider are left alone. */
export function useReviewKeys(ids: readonly string[], { onApprove, onReject }: Actions): string | null {
  const [focus, setFocus] = useState<string | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest('input, textarea, select, [contenteditable]')) return;
      const at = focus === null ? -1 : ids.indexOf(focus);
      const move = (to: number) => {
        const id = ids[Math.max(0, Math.min(ids.length - 1, to))];
        if (!id) return;
        event.preventDefault();
        setFocus(id);
        document.getElementById(`review-${id}`)?.scrollIntoView({ block: 'nearest' });
      };
      if (event.key === 'ArrowRight' || event.key === 'ArrowDown') return move(at + 1);
      if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') return move(at - 1);
      const current = ids[at];
      if (!current) return;
      const key = event.key.toLowerCase();
      if (key !== 'a' && key !== 'r') return;
      // the next one takes the place, so that a hand on the keyboard can go on
      setFocus(ids[at + 1] ?? ids[at - 1] ?? null);
      if (key === 'a') onApprove(current);
      else onReject(current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return focus;
}
