import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeUnsplashLibrary } from '#app/adapters/unsplash/unsplash-library.ts';
import { type ProviderFailureKind, providerFailure } from '#app/domain/providers/failure-words.ts';
import { UNSPLASH_FAULTS, type UnsplashFaultKind } from '#sandbox/unsplash/faults.ts';
import { SANDBOX_UNSPLASH_KEY, type SandboxUnsplash, startSandboxUnsplash } from '#sandbox/unsplash/start.ts';
import { closedOrigin, openExchange } from '#tests/support/provider-stand-ins.ts';
import { got, inspirationBattery } from './battery.ts';

let sandbox: SandboxUnsplash;
let now = new Date('2026-11-22T10:20:00Z');
beforeAll(async () => {
  sandbox = await startSandboxUnsplash({ hourlyLimit: 50, now: () => now });
});
// each test has an hour of its own, so that none spends another's requests
beforeEach(() => {
  now = new Date(Math.ceil(now.getTime() / 3_600_000) * 3_600_000 + 20 * 60_000);
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const library = (options: { readonly key?: string; readonly origin?: string } = {}) =>
  makeUnsplashLibrary({
    access: {
      accessKey: options.key ?? SANDBOX_UNSPLASH_KEY,
      appName: 'softbox-test',
      sandboxOrigin: options.origin ?? sandbox.origin,
    },
    openExchange,
    clock: { now: () => now },
  });
const limits = (timeoutMs = 10_000) => ({ signal: new AbortController().signal, timeoutMs });
const searches = () => sandbox.billing().filter(({ operation }) => operation === 'search').length;

describe('Unsplash', () => {
  inspirationBattery(() => library());

  it('names the author with links that say where the visitor comes from, and hotlinks the preview', async () => {
    const page = got(await library().search({ text: 'kitchen', page: 1, perPage: 3 }, limits()));
    const [picture] = page.pictures;
    expect(picture?.attribution).toMatchObject({
      libraryName: 'Unsplash',
      libraryUrl: 'https://unsplash.com/?utm_source=softbox-test&utm_medium=referral',
    });
    expect(picture?.attribution.authorUrl).toMatch(
      /^https:\/\/unsplash\.com\/@\w+\?utm_source=softbox-test&utm_medium=referral$/,
    );
    expect(picture?.previewUrl).toContain(`${sandbox.origin}/photos-cdn/`);
    expect(picture?.previewUrl).toContain('ixid=');
    expect((await fetch(picture?.previewUrl ?? '')).headers.get('content-type')).toBe('image/jpeg');
  });

  it('tells the library of each use, once, and of no mere look', async () => {
    const unsplash = library();
    const before = sandbox.downloads().length;
    const page = got(await unsplash.search({ text: 'sand', page: 1, perPage: 5 }, limits()));
    const id = page.pictures[0]?.id ?? '';
    got(await unsplash.get(id, limits()));
    expect(sandbox.downloads()).toHaveLength(before);
    const used = got(await unsplash.use(id, limits()));
    expect(sandbox.downloads().slice(before)).toEqual([id]);
    expect((await sharp(used.bytes).metadata()).width).toBe(1080);
  });

  it('asks again for nothing it still knows, until that is old', async () => {
    const unsplash = library();
    const before = searches();
    const look = () => unsplash.search({ text: 'wood', page: 1, perPage: 10 }, limits());
    expect(await look()).toEqual(await look());
    expect(searches() - before).toBe(1);
    now = new Date(now.getTime() + 31 * 60_000);
    await look();
    expect(searches() - before).toBe(2);
  });

  it('stops asking when the hour is used up, and goes on in the next', async () => {
    const unsplash = library();
    for (let n = 0; n < 50; n += 1)
      got(await unsplash.search({ text: `wood ${n}`, page: 1, perPage: 1 }, limits()));
    const before = searches();
    const reply = await unsplash.search({ text: 'one too many', page: 1, perPage: 1 }, limits());
    expect(reply).toMatchObject({
      ok: false,
      error: { kind: 'provider-throttled', retryAfterMs: 40 * 60_000 },
    });
    expect(searches()).toBe(before);
    now = new Date(now.getTime() + 41 * 60_000);
    got(await unsplash.search({ text: 'in the next hour', page: 1, perPage: 1 }, limits()));
  });

  it('takes no key but the right one', async () => {
    expect(
      await library({ key: 'wrong' }).search({ text: 'wood', page: 1, perPage: 1 }, limits()),
    ).toMatchObject({
      ok: false,
      error: { kind: 'provider-unauthorized' },
    });
  });

  it('says so where nobody listens, and when it is stopped', async () => {
    const nobody = library({ origin: await closedOrigin() });
    expect(await nobody.search({ text: 'wood', page: 1, perPage: 1 }, limits())).toMatchObject({
      error: { kind: 'provider-unavailable' },
    });
    const stopped = { signal: AbortSignal.abort(), timeoutMs: 1_000 };
    expect(await library().search({ text: 'wood', page: 1, perPage: 1 }, stopped)).toMatchObject({
      error: { kind: 'cancelled' },
    });
  });
});

/** Every way the stand-in can fail, and what becomes of it. */
const EXPECTED: Record<UnsplashFaultKind, ProviderFailureKind> = {
  'rate-limited': 'provider-throttled',
  'key-invalid': 'provider-unauthorized',
  'permission-denied': 'provider-unauthorized',
  'server-error': 'provider-unavailable',
  unavailable: 'provider-unavailable',
  'gateway-page': 'provider-unavailable',
  'stall-mid-body': 'provider-unavailable',
  'cut-mid-body': 'provider-unavailable',
  'no-answer': 'provider-unavailable',
  'invalid-json': 'provider-bad-reply',
  'bad-answer': 'provider-bad-reply',
};

describe('a bad day of Unsplash', () => {
  it.each(Object.entries(EXPECTED) as [UnsplashFaultKind, ProviderFailureKind][])(
    '%s is told in words a merchant can act on',
    async (kind, expected) => {
      sandbox.faults.add({ kind });
      const reply = await library().search({ text: 'wood', page: 1, perPage: 1 }, limits(1_500));
      if (reply.ok) throw new Error('It succeeded.');
      expect(reply.error.kind).toBe(expected);
      expect(reply.error.message).toBe(providerFailure(expected, 'Unsplash').message);
      expect(sandbox.faults.pending()).toEqual([]);
    },
  );

  it('has a test for every fault the stand-in knows', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...UNSPLASH_FAULTS].sort());
  });

  it('a use that cannot be told is no use', async () => {
    const unsplash = library();
    const page = got(await unsplash.search({ text: 'wood', page: 1, perPage: 1 }, limits()));
    sandbox.faults.add({ kind: 'server-error', match: 'download' });
    expect(await unsplash.use(page.pictures[0]?.id ?? '', limits())).toMatchObject({
      ok: false,
      error: { kind: 'provider-unavailable' },
    });
  });
});
