import { describe, expect, test } from 'vitest';
import { EVERY_MODEL } from '../providers/offered-models.ts';
import { usualSize, withOfferedModel } from './offered-recipe.ts';

const offered = {
  ...EVERY_MODEL,
  preferred: { ...EVERY_MODEL.preferred, plate: 'gemini/gemini-2.5-flash-image' },
};
const read = (input: unknown) => withOfferedModel(input, offered, '2026-09-01');

describe('a recipe that names no model', () => {
  test("gets the operator's, and a size which that model makes", () => {
    expect(read({ kind: 'scene' })).toEqual({
      kind: 'scene',
      model: 'gemini/gemini-2.5-flash-image',
      modelSize: '1K',
    });
    expect(read({ kind: 'redraw', modelSize: '4K' })).toEqual({
      kind: 'redraw',
      model: 'gemini/gemini-3-pro-image',
      modelSize: '4K',
    });
  });

  test('and anything else, is left as it came', () => {
    for (const input of [
      { kind: 'scene', model: 'gemini/x' },
      { kind: 'packshot' },
      { kind: 7 },
      null,
      'scene',
      [],
    ]) {
      expect(read(input)).toBe(input);
    }
  });
});

test('the usual size is 2K, else the largest below it, else the smallest', () => {
  expect(usualSize(['512', '1K', '2K', '4K'])).toBe('2K');
  expect(usualSize(['1K', '512'])).toBe('1K');
  expect(usualSize(['4K'])).toBe('4K');
});
