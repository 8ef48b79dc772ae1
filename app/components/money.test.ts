import { describe, expect, test } from 'vitest';
import { price } from './money.ts';

describe('an amount of the account', () => {
  test('says which dollars it means', () => {
    expect(price('120000')).toBe('US$0.12');
    expect(price('1234500000')).toBe('US$1,234.50');
    expect(price('-890000')).toBe('-US$0.89');
  });

  test('is called free where there is nothing to pay', () => {
    expect(price('0')).toBe('Free');
  });
});
