import { describe, expect, test } from 'vitest';
import { PROVIDER_FAILURE_KINDS, providerFailure } from './failure-words.ts';

describe('the words for a provider that failed', () => {
  test.each(PROVIDER_FAILURE_KINDS)('%s names the provider', (kind) => {
    expect(providerFailure(kind, 'Gemini').message).toContain('Gemini');
  });

  // a reading of a photo, or a picture that was given up, is not tried again by anybody
  test.each(PROVIDER_FAILURE_KINDS)(
    '%s promises no second try but that of a picture in the making',
    (kind) => {
      const sentences = providerFailure(kind, 'Gemini').message.split(/(?<=[.;]) /);
      const promises = sentences.filter((one) => /\b(we|goes? on|by (our|them|it)sel)/i.test(one));
      for (const promise of promises) expect(promise).toMatch(/^(A p|P)ictures? /);
    },
  );
});
