/** How the API fails (https://unsplash.com/documentation#error-messages, #rate-limiting). */
export const UNSPLASH_FAULTS = [
  'rate-limited',
  'key-invalid',
  'permission-denied',
  'server-error',
  'unavailable',
  'gateway-page',
  'stall-mid-body',
  'cut-mid-body',
  'no-answer',
  'invalid-json',
  'bad-answer',
] as const;
export type UnsplashFaultKind = (typeof UNSPLASH_FAULTS)[number];
