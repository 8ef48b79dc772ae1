import { describe, expect, it } from 'vitest';
import { readBillingLines } from './read-lines.ts';

const period = { from: new Date('2026-11-23T00:00:00Z'), to: new Date('2026-11-24T00:00:00Z') };
const limits = { maxBytes: 100_000, maxEntries: 50 };
const entry = (changed: object = {}) =>
  JSON.stringify({
    requestId: 'r1',
    callId: null,
    model: 'gemini-3.1-flash-image',
    costMicroUsd: 67_000,
    at: '2026-11-23T03:04:05Z',
    ...changed,
  });
const END = '{"completeUntil":"2026-11-24T00:00:00Z"}';

async function* inPieces(text: string | Uint8Array, size: number) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (lines: readonly string[], pieces = 7) =>
  readBillingLines(inPieces(lines.join('\n'), pieces), period, limits);
const refusal = async (...asked: Parameters<typeof read>) => {
  const done = await read(...asked);
  return done.ok ? 'read' : `${done.error.kind}: ${done.error.message}`;
};

describe('a billing export', () => {
  it('is read line by line, however it comes in pieces, in exact money', async () => {
    const lines = [entry(), entry({ requestId: 'r2', model: 'bild-größe', costMicroUsd: 1 }), '', END, ''];
    for (const pieces of [1, 3, 64, 10_000]) {
      expect(await read(lines, pieces)).toMatchObject({
        ok: true,
        value: {
          entries: [
            { requestId: 'r1', cost: 67_000n, at: new Date('2026-11-23T03:04:05Z') },
            { requestId: 'r2', cost: 1n, model: 'bild-größe' },
          ],
          completeUntil: new Date('2026-11-24T00:00:00Z'),
        },
      });
    }
  });

  it('gives what began in the period, also when the list has more', async () => {
    const lines = [
      entry({ at: '2026-11-24T00:00:00Z' }),
      entry({ requestId: 'r2', at: period.from.toISOString() }),
      END,
    ];
    const done = await read(lines);
    expect(done.ok && done.value.entries.map((one) => one.requestId)).toEqual(['r2']);
  });

  it.each([
    ['is not JSON', [entry(), '{"requestId":'], 'Line 2 of the billing export is not JSON'],
    [
      'has a fraction of a millionth',
      [entry({ costMicroUsd: 1.5 })],
      'Line 1 of the billing export has a wrong costMicroUsd',
    ],
    ['has a negative cost', [entry({ costMicroUsd: -1 })], 'wrong costMicroUsd'],
    ['has no time', [entry({ at: 'yesterday' })], 'wrong at'],
    ['has a field that nobody knows', [entry({ tokens: 5 })], 'Line 1'],
    [
      'names a call twice',
      [entry(), entry()],
      'Line 2 of the billing export names a requestId for the second time',
    ],
    ['comes after the last', [END, entry()], 'Line 2 of the billing export comes after'],
    [
      'is endless',
      [`{"requestId":"${'x'.repeat(9_000)}"`],
      'Line 1 of the billing export is longer than 4096',
    ],
  ])('is refused as a whole, by its number, for a line that %s', async (_what, lines, words) => {
    const said = await refusal([...lines, END]);
    expect(said).toMatch(/^provider-bad-reply: /);
    expect(said).toContain(words);
  });

  it('is taken for cut off without its last line', async () => {
    expect(await refusal([entry(), ''])).toContain('cut off');
  });

  it('is refused when it is too large, has too many calls, or is no text', async () => {
    const many = Array.from({ length: 51 }, (_, i) => entry({ requestId: `r${i}` }));
    expect(await refusal([...many, END])).toContain('Line 51 of the billing export is one too many');
    expect(await refusal([...Array.from({ length: 30_000 }, () => '   '), END])).toContain(
      'larger than 100000 bytes',
    );
    const bytes = Uint8Array.of(0x7b, 0xff, 0xfe, 0x0a);
    const done = await readBillingLines(inPieces(bytes, 2), period, limits);
    expect(done.ok ? '' : done.error.message).toContain('Line 1 of the billing export is not UTF-8');
  });
});
