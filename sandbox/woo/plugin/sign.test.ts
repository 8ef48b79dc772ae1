import { expect, test } from 'vitest';
import { vectors } from '#tests/contract/bridge-signature-vectors.json' with { type: 'json' };
import { authorizationOf } from './sign.ts';

test.each(vectors)('the stand-in of the plugin signs as the plugin does: $name', (vector) => {
  const { keyId, secretHex, method, path, query, body, timestamp, nonce, authorization } = vector;
  expect(authorizationOf({ keyId, secretHex, method, path, query, body, timestamp, nonce })).toBe(
    authorization,
  );
});
