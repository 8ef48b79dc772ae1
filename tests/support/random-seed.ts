import fc from 'fast-check';

/** `npm test` prints the seed and passes it on; with the same one every random test takes the same course. */
const seed = Number(process.env.SOFTBOX_TEST_SEED);
if (Number.isInteger(seed) && process.env.SOFTBOX_TEST_SEED) fc.configureGlobal({ seed });
