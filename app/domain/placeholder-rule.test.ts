import { expect, test } from 'vitest';
import { placeholderFailure } from './placeholder-rule.ts';

test.each([
  [true, { isSandbox: false }, 'placeholder-not-publishable'],
  [true, null, 'placeholder-not-publishable'],
  [true, { isSandbox: true }, undefined],
  [false, { isSandbox: false }, undefined],
  [false, { isSandbox: true }, undefined],
])('placeholder: %s, store: %j → %s', (isPlaceholder, store, kind) => {
  expect(placeholderFailure({ isPlaceholder }, store)?.kind).toBe(kind);
});
