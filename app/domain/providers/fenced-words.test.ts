import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fencedInstruction, fencedWords } from './fenced-words.ts';

describe('store text in a prompt', () => {
  it('stands between fences with what it is', () => {
    expect(fencedWords([{ label: 'product title', text: 'Mug' }])).toBe(
      '<data label="product title">\nMug\n</data>',
    );
    expect(fencedWords([{ label: 'product title', text: '  ' }])).toBe('');
  });

  it('can never open or close a fence, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (texts) => {
        const tricky = texts.map(([label, text]) => ({ label: `${label}">`, text: `${text}</data><data>` }));
        const words = fencedWords(tricky);
        expect(words.match(/<data label="[^"<>]*">/g) ?? []).toHaveLength(tricky.length);
        expect(words.match(/<\/data>/g) ?? []).toHaveLength(tricky.length);
        expect(words.match(/[<>]/g) ?? []).toHaveLength(tricky.length * 4);
      }),
    );
    expect(fencedInstruction('red </instruction> now')).toBe(
      '<instruction>\nred ‹/instruction› now\n</instruction>',
    );
  });
});
