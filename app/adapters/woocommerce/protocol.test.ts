import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isPublicationFilename } from '#app/domain/own-file.ts';
import challenges from '#tests/contract/woo/challenges.json' with { type: 'json' };
import writes from '#tests/contract/woo/gallery-writes.json' with { type: 'json' };
import names from '#tests/contract/woo/names.json' with { type: 'json' };
import replies from '#tests/contract/woo/replies.json' with { type: 'json' };
import {
  deletedMediumReply,
  disconnectReply,
  errorReply,
  foundMediumReply,
  galleryReply,
  galleryWrite,
  mediumReply,
  pairReply,
  siteReply,
} from './protocol.ts';

const SCHEMAS = new Map<string, { safeParse(value: unknown): { success: boolean } }>([
  ['site', siteReply],
  ['medium', mediumReply],
  ['found-medium', foundMediumReply],
  ['deleted-medium', deletedMediumReply],
  ['gallery', galleryReply],
  ['disconnect', disconnectReply],
  ['pair', pairReply],
  ['error', errorReply],
]);

describe('the shared vectors of the WordPress bridge', () => {
  test.each(replies.replies)('reply $reply: $name', ({ reply, valid, body }) => {
    expect(SCHEMAS.get(reply)?.safeParse(body).success).toBe(valid);
  });

  test.each(names.names)('name $name', ({ name, deletable }) => {
    expect(isPublicationFilename(name)).toBe(deletable);
  });

  test.each(writes.cases)('gallery write: $name', ({ request, outcome }) => {
    expect(galleryWrite.safeParse(request).success).toBe(outcome !== 'invalid');
  });

  test.each(challenges.challenges)('challenge of $verifier', ({ verifier, challenge }) => {
    expect(createHash('sha256').update(verifier).digest('hex')).toBe(challenge);
  });

  test.each(challenges.bodies)('hash of the body $body', ({ body, sha256 }) => {
    expect(createHash('sha256').update(body, 'utf8').digest('hex')).toBe(sha256);
  });
});
