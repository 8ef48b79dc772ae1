import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FidelityMeasures, MEASURES } from '#app/domain/fidelity/measures.ts';
import { ok } from '#app/domain/result.ts';
import type { FidelityPair } from '#app/ports/fidelity.ts';
import type { CutOut } from '#app/ports/imaging.ts';
import { keptCutOut } from './kept-masks.ts';
import { keptMeter } from './kept-measures.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'softbox-kept-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe('measures that are kept', () => {
  const measures: FidelityMeasures = {
    found: 'aligned',
    values: Object.fromEntries(MEASURES.map((m) => [m, 0.25])) as FidelityMeasures['values'],
    regions: [],
  };
  const pair: FidelityPair = {
    source: bytes('source'),
    sourceMask: bytes('mask'),
    result: bytes('result'),
    resultMask: null,
  };
  const counted = () => {
    const seen = { measured: 0 };
    const meter = (code: string) =>
      keptMeter(
        {
          version: '1',
          measure: async () => {
            seen.measured += 1;
            return ok(measures);
          },
        },
        { dir, code, onMeasured: () => undefined },
      );
    return { seen, meter };
  };

  it('are not made again for the same bytes and the same code', async () => {
    const { seen, meter } = counted();
    expect(await meter('a').measure(pair)).toEqual(ok(measures));
    expect(await meter('a').measure({ ...pair })).toEqual(ok(measures));
    expect(seen.measured).toBe(1);
  });

  it('are made again when any of the four pictures or the measuring code is another', async () => {
    const { seen, meter } = counted();
    await meter('a').measure(pair);
    const other = bytes('other');
    for (const changed of [
      { ...pair, source: other },
      { ...pair, sourceMask: other },
      { ...pair, result: other },
      { ...pair, resultMask: other },
      { ...pair, source: pair.result, result: pair.source },
    ])
      await meter('a').measure(changed);
    await meter('b').measure(pair);
    expect(seen.measured).toBe(7);
  });
});

describe('masks that are kept', () => {
  const cutter = (box: boolean) => {
    const seen = { cut: 0 };
    const cutOut: CutOut = {
      version: 'v',
      async cutOut() {
        seen.cut += 1;
        return ok({
          facts: {
            width: 4,
            height: 4,
            box: box ? { left: 0, top: 0, width: 2, height: 2 } : null,
            confidence: 0.5,
            doubts: ['empty'],
            method: 'model',
            model: null,
            version: 'v',
          },
          png: bytes('png'),
        });
      },
      dispose: async () => undefined,
    };
    return { seen, kept: keptCutOut(cutOut, dir) };
  };

  it('are cut out once, with the doubts about them', async () => {
    const { seen, kept } = cutter(true);
    expect(Buffer.from((await kept.maskOf(bytes('a'))) ?? []).toString()).toBe('png');
    expect(await kept.doubted(bytes('a'))).toMatchObject({ doubts: ['empty'] });
    await kept.maskOf(bytes('a'));
    expect(seen.cut).toBe(1);
    await kept.maskOf(bytes('b'));
    expect(seen.cut).toBe(2);
  });

  it('say null, kept too, where no product was found', async () => {
    const { seen, kept } = cutter(false);
    expect(await kept.maskOf(bytes('a'))).toBeNull();
    expect(await kept.maskOf(bytes('a'))).toBeNull();
    expect(seen.cut).toBe(1);
  });
});
