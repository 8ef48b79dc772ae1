import { describe, expect, test } from 'vitest';
import { brandBackdrop, brandKitSchema } from '#app/domain/recipe/brand-kit.ts';
import { switchOrderKind } from './order-recipe.ts';
import { defaultRecipe } from './recipe-options.ts';

const brandKit = brandKitSchema.parse({ primary: '#10b0c0', neutral: '#ffffff', shadow: 'contact' });
const from = { models: [], brandKit };

describe('changing the kind of picture', () => {
  test('to a studio starts in the colours of the brand, whatever it was before', () => {
    const packshot = { ...defaultRecipe('packshot', brandKit), quality: 70 };
    const scene = switchOrderKind(packshot, 'scene', from);
    expect(scene.kind).toBe('scene');
    for (const before of [packshot, scene]) {
      expect(switchOrderKind(before, 'studio', from)).toMatchObject({
        kind: 'studio',
        backdrop: brandBackdrop(brandKit, 'sweep'),
        shadow: 'contact',
        quality: 70,
      });
    }
  });

  test('to the same kind changes nothing', () => {
    const studio = { ...defaultRecipe('studio', brandKit), reflection: 0.4 };
    expect(switchOrderKind(studio, 'studio', from)).toBe(studio);
  });
});
