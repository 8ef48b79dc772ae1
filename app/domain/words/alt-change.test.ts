import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AltSnapshot, canMoveAltChange, planAltUndo } from './alt-change.ts';

const before: AltSnapshot = {
  alt: 'Tin',
  translations: [
    { locale: 'fr', value: 'Boîte' },
    { locale: 'de', value: null },
  ],
};
const left = {
  alt: 'A red tin',
  translations: [
    { locale: 'fr', value: 'Une boîte rouge' },
    { locale: 'de', value: 'Eine rote Dose' },
  ],
};

describe('undoing a change of an alt text', () => {
  test('puts every text back that is still ours, and takes away those that were not there', () => {
    expect(planAltUndo('f', left, before, left)).toEqual({
      alt: 'Tin',
      translations: [
        { locale: 'fr', value: 'Boîte' },
        { locale: 'de', value: null },
      ],
      leftAlone: [],
    });
  });

  test('leaves alone what someone edited since, and says so', () => {
    const now = {
      alt: 'My tin',
      translations: [{ locale: 'fr', value: 'Ma boîte' }, left.translations[1] ?? null],
    };
    const undo = planAltUndo('f', left, before, now as AltSnapshot);
    expect(undo).toMatchObject({ alt: null, translations: [{ locale: 'de', value: null }] });
    expect(undo.leftAlone.map((l) => l.what).sort()).toEqual(['alt', 'translation']);
  });

  test('has nothing to do where everything is back already', () => {
    expect(planAltUndo('f', left, before, before)).toEqual({ alt: null, translations: [], leftAlone: [] });
  });

  test('never touches a text that is not the one we left', () => {
    const text = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(text, text, text, text, text, text, (a1, a2, a3, t1, t2, t3) => {
        const undo = planAltUndo(
          'f',
          { alt: a2, translations: [{ locale: 'fr', value: t2 }] },
          { alt: a1, translations: [{ locale: 'fr', value: t1 }] },
          { alt: a3, translations: [{ locale: 'fr', value: t3 }] },
        );
        if (a3 !== a2) expect(undo.alt).toBeNull();
        else expect(undo.alt ?? a3).toBe(a1);
        if (t3 !== t2) expect(undo.translations).toEqual([]);
        else expect(undo.translations[0]?.value ?? t3).toBe(t1);
      }),
    );
  });
});

test('nothing is changed before its snapshot is stored, and an end is an end', () => {
  expect(canMoveAltChange('planned', 'published')).toBe(false);
  expect(canMoveAltChange('planned', 'reverting')).toBe(false);
  expect(canMoveAltChange('reverted', 'reverting')).toBe(false);
  expect(canMoveAltChange('failed', 'planned')).toBe(false);
});
