/**
 * How often a random test runs: `short` times in `npm test`, and a multiple of it in `npm run test:long`
 * (SOFTBOX_TEST_FACTOR).
 */
export const runs = (short: number): number =>
  short * Math.max(1, Number(process.env.SOFTBOX_TEST_FACTOR) || 1);
