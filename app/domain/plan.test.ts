import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditFailure, creditText, monthAfter, monthOf, parseCredit } from './plan.ts';

describe('credit as text', () => {
  it('is read as dollars, and only when it is plainly that', () => {
    expect(['12', '12.5', '0.000001', '1000000'].map(parseCredit)).toEqual([
      12_000_000n,
      12_500_000n,
      1n,
      1_000_000_000_000n,
    ]);
    for (const wrong of [
      '',
      '-1',
      '+1',
      '1e3',
      '1,5',
      '.5',
      '5.',
      '0.0000001',
      '1000001',
      ' 1',
      '$1',
      '１',
    ]) {
      expect(parseCredit(wrong), wrong).toBeNull();
    }
  });

  it('is written so that it is read as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000_000_000_000n }), (micros) => {
        expect(parseCredit(creditText(micros))).toBe(micros);
        expect(creditText(micros)).toMatch(/^\d+\.\d{2,6}$/);
      }),
    );
    expect([4_000_000n, 39_500n, -1_500_000n].map(creditText)).toEqual(['4.00', '0.0395', '-1.50']);
  });
});

describe('a month', () => {
  it('begins and ends by UTC, at the end of a year too', () => {
    const late = new Date('2026-12-31T23:59:59.999Z');
    expect([monthOf(late), monthAfter(late)].map((d) => d.toISOString().slice(0, 10))).toEqual([
      '2026-12-01',
      '2027-01-01',
    ]);
  });
});

describe('what a merchant reads when the credit is used up', () => {
  const state = { price: 400_000n, balance: 150_000n, now: new Date('2026-11-22T12:00:00Z') };

  it('names the price, what is left, what is free, and when the plan brings more', () => {
    const plan = { name: 'Starter', monthlyCredit: 5_000_000n };
    expect(creditFailure({ ...state, plan })).toEqual({
      kind: 'budget-exceeded',
      message:
        'This costs $0.40, and $0.15 of credit is left. Choose fewer pictures, or packshot and studio, which are always free. The plan "Starter" brings $5.00 more on 2026-12-01 (UTC).',
      details: { balanceMicros: '150000', priceMicros: '400000' },
    });
  });

  it('promises no credit where no plan gives any', () => {
    for (const plan of [null, { name: 'Ended', monthlyCredit: 0n }]) {
      const { message } = creditFailure({ ...state, balance: -5n, plan });
      expect(message).toContain('$0.00 of credit is left');
      expect(message).toContain('ask whoever runs this Softbox');
      expect(message).not.toContain('2026-12-01');
    }
  });
});
