import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costBound, costOf, imageUsageBound, outputTokenCap, questionUsageBound } from './cost.ts';
import { IMAGE_MODELS, TEXT_MODELS } from './model-facts.ts';
import { type ModelPrice, PRICE_ROWS, priceAt } from './prices.ts';
import { NO_USAGE } from './usage.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const price = (model: string): ModelPrice => {
  const row = PRICE_ROWS.find((r) => r.model === model);
  if (!row) throw new Error(`no price of ${model}`);
  return row;
};

describe('cost of a call', () => {
  test('one plain picture costs what the providers publish for a picture', () => {
    const picture = (model: string, size: '512' | '1K' | '2K' | '4K') =>
      costOf(
        price(model),
        { ...NO_USAGE, outputImageTokens: price(model).imageTokens[size] ?? 0, images: 1 },
        'now',
      );
    expect(picture('gemini-2.5-flash-image', '1K')).toBe(38_700n); // published as $0.039
    expect(picture('gemini-3.1-flash-image', '512')).toBe(44_820n); // $0.045
    expect(picture('gemini-3.1-flash-image', '1K')).toBe(67_200n); // $0.067
    expect(picture('gemini-3.1-flash-image', '2K')).toBe(100_800n); // $0.101
    expect(picture('gemini-3.1-flash-image', '4K')).toBe(151_200n); // $0.151
    expect(picture('gemini-3-pro-image', '2K')).toBe(134_400n); // $0.134
    expect(picture('gemini-3-pro-image', '4K')).toBe(240_000n); // $0.24
  });

  test('batch mode costs half, rounded up to a micro-dollar', () => {
    const usage = { ...NO_USAGE, inputTokens: 3 };
    expect(costOf(price('gemini-2.5-flash-image'), usage, 'now')).toBe(1n);
    expect(costOf(price('gemini-2.5-flash-image'), { ...NO_USAGE, outputImageTokens: 1_290 }, 'batch')).toBe(
      19_350n,
    );
  });

  test('a long prompt is billed at the price of long prompts', () => {
    const haiku = price('claude-haiku-5-5');
    expect(costOf(haiku, { ...NO_USAGE, inputTokens: 100_000, outputTextTokens: 1_000 }, 'now')).toBe(
      10_500n,
    );
    expect(costOf(haiku, { ...NO_USAGE, inputTokens: 100_001, outputTextTokens: 1_000 }, 'now')).toBe(
      52_501n,
    );
  });

  test('no call costs more than its upper bound, whatever of the bound it uses and from whichever price', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...PRICE_ROWS),
        fc.record({ text: fc.string({ maxLength: 400 }), images: fc.integer({ min: 0, max: 14 }) }),
        fc.tuple(share, share, share, share),
        fc.constantFrom('now', 'batch'),
        (row, { text, images }, [ofInput, cached, written, ofOutput], mode) => {
          const bound =
            row.imageTokens['1K'] === undefined
              ? questionUsageBound(row, { text, images, maxOutputTokens: 2_000 })
              : imageUsageBound(row, { wording: text, references: images, size: '1K' });
          const input = Math.floor(bound.inputTokens * ofInput);
          const fromCache = Math.floor(input * cached);
          const toCache = Math.floor((input - fromCache) * written);
          const real = {
            inputTokens: input - fromCache - toCache,
            cachedInputTokens: fromCache,
            cacheWriteTokens: toCache,
            outputTextTokens: Math.floor(bound.outputTextTokens * ofOutput),
            outputImageTokens: bound.outputImageTokens,
            images: bound.images,
          };
          expect(costOf(row, real, mode)).toBeLessThanOrEqual(costBound(row, bound, mode));
        },
      ),
    );
  });

  test('a negative count is a bug and throws', () => {
    expect(() => costOf(price('claude-opus-5-5'), { ...NO_USAGE, inputTokens: -1 }, 'now')).toThrow();
  });

  test('the cap that is sent to the provider is what the bound is made of', () => {
    const row = price('gemini-3-pro-image');
    const bound = imageUsageBound(row, { wording: 'x', references: 0, size: '4K' });
    expect(bound.outputImageTokens + bound.outputTextTokens).toBe(outputTokenCap(row, '4K'));
  });
});

describe('the price table', () => {
  test('has a dated, sourced price for every model that may be used, and for every size it makes', () => {
    for (const { provider, model } of [...IMAGE_MODELS, ...TEXT_MODELS]) {
      expect(priceAt(provider, model, NOW), model).not.toBeNull();
    }
    for (const { provider, model, sizes } of IMAGE_MODELS) {
      for (const size of sizes)
        expect(priceAt(provider, model, NOW)?.imageTokens[size], model).toBeGreaterThan(0);
    }
    for (const row of PRICE_ROWS) {
      expect(row.from).toMatch(/^20\d\d-\d\d-\d\d$/);
      for (const { url, readOn } of row.sources) {
        expect(URL.canParse(url)).toBe(true);
        expect(readOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });

  test('an old call keeps the price of its day', () => {
    const now = price('claude-haiku-4-5');
    const dearer = { ...now, from: '2026-12-01', prices: { ...now.prices, input: 9_000_000n } };
    const at = (day: string) => priceAt('claude', 'claude-haiku-4-5', new Date(day), [dearer, now]);
    expect(at('2026-11-30T23:59:59Z')?.prices.input).toBe(1_000_000n);
    expect(at('2026-12-01T00:00:00Z')?.prices.input).toBe(9_000_000n);
    expect(at('2020-01-01T00:00:00Z')).toBeNull();
  });
});
