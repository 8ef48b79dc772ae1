import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyringEnv } from './env.ts';
import { CannotOpen, makeKeyring, secretsAreEqual } from './keyring.ts';
import { ensureLocalKey } from './local-key.ts';

const k1 = { id: 'k1', key: randomBytes(32) };
const k2 = { id: 'k2', key: randomBytes(32) };
const ring = makeKeyring({ keys: [k1], activeId: 'k1' });

describe('the keyring', () => {
  it('opens what it sealed, whatever the text and context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, context) => {
        expect(ring.open(ring.seal(text, context), context)).toBe(Buffer.from(text).toString());
      }),
    );
  });

  it('never seals the same text to the same bytes, nor shows it', () => {
    const [a, b] = [ring.seal('shpat_secret', 'x'), ring.seal('shpat_secret', 'x')];
    expect(Buffer.from(a.ciphertext).equals(Buffer.from(b.ciphertext))).toBe(false);
    expect(Buffer.from(a.ciphertext).toString('latin1')).not.toContain('secret');
  });

  it('after a rotation seals with the new key and still opens what the old one sealed', () => {
    const old = ring.seal('token', 'session:1');
    const rotated = makeKeyring({ keys: [k2, k1], activeId: 'k2' });
    expect(rotated.open(old, 'session:1')).toBe('token');
    expect(rotated.isOutdated(old)).toBe(true);
    const fresh = rotated.seal('token', 'session:1');
    expect(fresh.keyId).toBe('k2');
    expect(rotated.isOutdated(fresh)).toBe(false);
  });

  it('names the key that is missing, and nothing else', () => {
    const sealed = makeKeyring({ keys: [k2], activeId: 'k2' }).seal('token', 'c');
    expect(() => ring.open(sealed, 'c')).toThrow(
      new CannotOpen('A secret was sealed with the key k2, which is not in SOFTBOX_ENCRYPTION_KEYS.'),
    );
  });

  it('refuses when any single byte was changed', () => {
    const sealed = ring.seal('token', 'c');
    for (let i = 0; i < sealed.ciphertext.length; i += 1) {
      const ciphertext = Uint8Array.from(sealed.ciphertext);
      ciphertext[i] = (ciphertext[i] ?? 0) ^ 1;
      expect(() => ring.open({ ...sealed, ciphertext }, 'c'), `byte ${i}`).toThrow(CannotOpen);
    }
  });

  it('refuses a secret cut short at any length', () => {
    const sealed = ring.seal('token', 'c');
    for (let length = 0; length < sealed.ciphertext.length; length += 1) {
      const ciphertext = sealed.ciphertext.subarray(0, length);
      expect(() => ring.open({ ...sealed, ciphertext }, 'c'), `length ${length}`).toThrow(CannotOpen);
    }
  });

  it('refuses a secret in the place of another, and one under the name of another key', () => {
    const sealed = ring.seal('token', 'session:1');
    expect(() => ring.open(sealed, 'session:2')).toThrow(CannotOpen);
    const twin = makeKeyring({ keys: [k1, { id: 'k9', key: k1.key }], activeId: 'k1' });
    expect(() => twin.open({ ...sealed, keyId: 'k9' }, 'session:1')).toThrow(CannotOpen);
  });

  it('is not made of short keys, of two keys with one id, or without the key in use', () => {
    expect(() => makeKeyring({ keys: [{ id: 'k', key: randomBytes(16) }], activeId: 'k' })).toThrow(
      '32 bytes',
    );
    expect(() => makeKeyring({ keys: [k1, k1], activeId: 'k1' })).toThrow('same id');
    expect(() => makeKeyring({ keys: [k1], activeId: 'k2' })).toThrow('no encryption key k2');
  });
});

describe('SOFTBOX_ENCRYPTION_KEYS', () => {
  const base64 = (key: Uint8Array) => Buffer.from(key).toString('base64');
  const parse = (text: string | undefined) => keyringEnv.safeParse({ SOFTBOX_ENCRYPTION_KEYS: text });

  it('holds keys by id, the one in use first', () => {
    const keys = parse(`k2:${base64(k2.key)}, k1:${base64(k1.key)}`).data?.SOFTBOX_ENCRYPTION_KEYS;
    expect(keys?.map((k) => k.id)).toEqual(['k2', 'k1']);
    expect(Buffer.from(keys?.[0]?.key ?? []).equals(k2.key)).toBe(true);
  });

  it('may be left out, or left blank', () => {
    expect(parse(undefined).data).toEqual({});
    expect(parse('').data?.SOFTBOX_ENCRYPTION_KEYS).toBeUndefined();
  });

  it('says what is wrong without repeating a key', () => {
    const secret = base64(k1.key);
    for (const bad of [secret, `k1:${secret.slice(0, 20)}`, `k1:${secret},k1:${secret}`, `k1:${secret},`]) {
      const text = parse(bad).error?.message ?? '';
      expect(text).toContain('SOFTBOX_ENCRYPTION_KEYS');
      expect(text).not.toContain(secret.slice(0, 20));
    }
  });
});

describe('the key in the data folder', () => {
  it('is made once, for its owner only, also when several processes ask at the same time', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'softbox-key-'));
    const keys = await Promise.all([ensureLocalKey(dataDir), ensureLocalKey(dataDir)]);
    keys.push(await ensureLocalKey(dataDir));
    expect(new Set(keys.map(({ key }) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect((await stat(join(dataDir, 'encryption.key'))).mode & 0o777).toBe(0o600);
    await rm(dataDir, { recursive: true });
  });
});

describe('comparing secrets', () => {
  it('tells equal from different, also in length', () => {
    expect(secretsAreEqual('abc', 'abc')).toBe(true);
    expect(secretsAreEqual('abc', Buffer.from('abc'))).toBe(true);
    expect(secretsAreEqual('abc', 'abd')).toBe(false);
    expect(secretsAreEqual('abc', 'abcd')).toBe(false);
    expect(secretsAreEqual('', 'a')).toBe(false);
  });
});
