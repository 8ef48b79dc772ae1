/** A point in time in the reader's words. The server and the browser must write the same text, so the zone is fixed. */
export const shortTime = (iso: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(iso),
  );

/** Micro-units of a currency as an amount; nothing to pay is "Free". */
export const price = (micros: string, currency: string): string =>
  micros === '0'
    ? 'Free'
    : new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(micros) / 1_000_000);
