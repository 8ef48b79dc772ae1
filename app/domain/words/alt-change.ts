import { z } from 'zod';
import type { LeftAlone } from '../publication.ts';
import type { AltTranslation } from './language.ts';

/**
 * States of a change of the alt text of a merchant's own file. `changing` is entered in the same write that stores the
 * snapshot, so that nothing of the file is ever changed without one (invariant 2).
 */
export const ALT_CHANGE_STATES = [
  'planned',
  'changing',
  'published',
  'reverting',
  'reverted',
  'failed',
] as const;
export type AltChangeState = (typeof ALT_CHANGE_STATES)[number];

const NEXT: Record<AltChangeState, readonly AltChangeState[]> = {
  planned: ['changing', 'failed'],
  changing: ['published', 'failed'],
  published: ['reverting'],
  // an undo that could not be finished is asked for again
  reverting: ['reverted', 'published'],
  reverted: [],
  failed: [],
};
export const canMoveAltChange = (from: AltChangeState, to: AltChangeState): boolean =>
  NEXT[from].includes(to);

/** The texts of a file: its own, and those in other languages; null where a language has none. */
export interface AltSnapshot {
  readonly alt: string;
  readonly translations: readonly { readonly locale: string; readonly value: string | null }[];
}

export const altSnapshotSchema: z.ZodType<AltSnapshot> = z.object({
  alt: z.string(),
  translations: z.array(z.object({ locale: z.string(), value: z.string().nullable() })),
});

export const altTranslationsSchema: z.ZodType<AltTranslation[]> = z.array(
  z.object({ locale: z.string(), value: z.string() }),
);

/** What undo does: texts to put back, and what it leaves as it is. Null: the language gets no text. */
export interface AltUndo {
  readonly alt: string | null;
  readonly translations: readonly { readonly locale: string; readonly value: string | null }[];
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Undo by invariant 2: each text goes back whose present value is the one we left; what someone changed since stays and is
 * listed. One that is already what it was needs nothing, which also makes an interrupted undo go on rightly.
 */
export const planAltUndo = (
  fileId: string,
  left: { readonly alt: string; readonly translations: readonly AltTranslation[] },
  before: AltSnapshot,
  now: AltSnapshot,
): AltUndo => {
  const leftAlone: LeftAlone[] = [];
  const then = new Map(before.translations.map((t) => [t.locale, t.value]));
  const present = new Map(now.translations.map((t) => [t.locale, t.value]));
  const translations = left.translations.flatMap(({ locale, value }) => {
    const old = then.get(locale) ?? null;
    const current = present.get(locale) ?? null;
    if (current === old) return [];
    if (current === value) return [{ locale, value: old }];
    leftAlone.push({
      what: 'translation',
      id: fileId,
      why: `The text in "${locale}" has been edited since; it stays.`,
    });
    return [];
  });
  const isOurs = now.alt === left.alt;
  if (!isOurs && now.alt !== before.alt) {
    leftAlone.push({ what: 'alt', id: fileId, why: 'The alt text has been edited since; it stays.' });
  }
  return { alt: isOurs && now.alt !== before.alt ? before.alt : null, translations, leftAlone };
};
