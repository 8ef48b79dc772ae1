/**
 * Milliseconds of a `Retry-After` header: seconds or a date (RFC 9110, 10.2.3). Null when there is none or it cannot be read.
 */
export const retryAfterMs = (header: string | undefined, now: Date): number | null => {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // a date of HTTP ends so; Date.parse alone takes much else for a date
  const at = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
};

/** Milliseconds until 00:00 UTC of the first day of the next month. */
export const untilNextMonthMs = (now: Date): number =>
  Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - now.getTime();

/** Milliseconds until the next full hour. */
export const untilNextHourMs = (now: Date): number => 3_600_000 - (now.getTime() % 3_600_000);

const PACIFIC = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
});

/**
 * Milliseconds until midnight Pacific time, when Google's quotas per day are renewed
 * (https://ai.google.dev/gemini-api/docs/rate-limits). On the two days a year on which the clocks change it may be an hour off;
 * a call too early is then told to wait again.
 */
export const untilPacificMidnightMs = (now: Date): number => {
  const part = (type: string): number =>
    Number(PACIFIC.formatToParts(now).find((p) => p.type === type)?.value ?? 0);
  const passed = (part('hour') * 3600 + part('minute') * 60 + part('second')) * 1000;
  return 86_400_000 - passed - now.getMilliseconds();
};
