import { describe, expect, it } from 'vitest';
import { retryAfterMs, untilNextHourMs, untilNextMonthMs, untilPacificMidnightMs } from './retry-after.ts';

const NOW = new Date('2026-11-22T20:15:30.250Z');

describe('when a provider may be asked again', () => {
  it('reads seconds and dates of a Retry-After header', () => {
    expect(retryAfterMs('12', NOW)).toBe(12_000);
    expect(retryAfterMs('0.2', NOW)).toBe(200);
    expect(retryAfterMs('Sun, 22 Nov 2026 20:16:30 GMT', NOW)).toBe(59_750);
    expect(retryAfterMs('Sun, 22 Nov 2026 20:00:00 GMT', NOW)).toBe(0);
  });

  it.each([undefined, '', 'soon', '-3'])('takes %o for no hint', (header) => {
    expect(retryAfterMs(header, NOW)).toBeNull();
  });

  it('knows the next month, also across a year', () => {
    expect(untilNextMonthMs(new Date('2026-11-30T23:59:59Z'))).toBe(1000);
    expect(untilNextMonthMs(new Date('2026-12-31T00:00:00Z'))).toBe(86_400_000);
  });

  it('knows the next full hour', () => {
    expect(untilNextHourMs(NOW)).toBe(44 * 60_000 + 29_750);
  });

  it('knows midnight Pacific time in winter (UTC-8) and in summer (UTC-7)', () => {
    expect(untilPacificMidnightMs(new Date('2026-11-23T07:59:00Z'))).toBe(60_000);
    expect(untilPacificMidnightMs(new Date('2026-07-01T06:00:00Z'))).toBe(3_600_000);
    expect(untilPacificMidnightMs(new Date('2026-07-01T07:00:00Z'))).toBe(86_400_000);
  });
});
