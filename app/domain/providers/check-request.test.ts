import { describe, expect, test } from 'vitest';
import { checkImageRequest, type ImageOptions } from './check-request.ts';
import { imageModel } from './model-facts.ts';

const flash = imageModel('gemini', 'gemini-2.5-flash-image');
if (!flash) throw new Error('the model is not in the table');
const photo = { role: 'product', contentType: 'image/jpeg' };
const asked: ImageOptions = {
  task: 'redraw',
  aspect: '4:5',
  size: '1K',
  count: 1,
  seed: null,
  masked: false,
  references: [photo],
};
const fieldOf = (changed: Partial<ImageOptions>, model = flash): string | null => {
  const checked = checkImageRequest(model, { ...asked, ...changed });
  return checked.ok ? null : `${checked.error.kind} ${checked.error.field}`;
};

describe('an option is honoured or refused by its name', () => {
  test('what the model can do passes', () => {
    expect(fieldOf({})).toBeNull();
    expect(fieldOf({ task: 'plate', references: [] })).toBeNull();
    expect(fieldOf({ task: 'edit', masked: true, references: [{ ...photo, role: 'canvas' }] })).toBeNull();
  });

  test.each([
    ['aspect', { aspect: '1:8' }],
    ['size', { size: '2K' }],
    ['count', { count: 2 }],
    ['seed', { seed: 7 }],
    ['references', { references: [photo, photo, photo, photo] }],
    ['references', { references: [{ ...photo, contentType: 'image/gif' }] }],
    ['references', { references: [] }],
    ['references', { task: 'edit', references: [photo] }],
  ] as const)('%s', (field, changed) => {
    expect(fieldOf(changed)).toBe(`unsupported-option ${field}`);
  });

  test('a model without masks or edits refuses them', () => {
    const plain = { ...flash, mask: 'none', canEdit: false } as const;
    const canvas = [{ ...photo, role: 'canvas' }];
    expect(fieldOf({ task: 'edit', references: canvas }, plain)).toBe('unsupported-option model');
    expect(fieldOf({ masked: true }, plain)).toBe('unsupported-option mask');
  });
});
