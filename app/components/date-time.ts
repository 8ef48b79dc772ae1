/** A point in time in the reader's words. The server and the browser must write the same text, so the zone is fixed. */
export const shortTime = (iso: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(iso),
  );
