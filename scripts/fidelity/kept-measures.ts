import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fidelityMeasuresSchema } from '#app/domain/fidelity/measures.ts';
import { ok } from '#app/domain/result.ts';
import type { FidelityMeter, FidelityPair } from '#app/ports/fidelity.ts';
import { readKept, writeKept } from './kept-files.ts';

/** What the measures depend on: whoever changes a line of it measures anew. Limits and words may change without. */
const METER = 'app/adapters/sharp/fidelity';
const COLOURS = ['app/domain/fidelity/ciede2000.ts', 'app/domain/fidelity/lab.ts'];

/** Hash of the measuring code in this checkout. */
export const measuringCode = async (root: string): Promise<string> => {
  const hash = createHash('sha256');
  const meter = (await readdir(path.join(root, METER))).filter((file) => !file.endsWith('.test.ts')).sort();
  for (const file of [...meter.map((name) => `${METER}/${name}`), ...COLOURS])
    hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex');
};

const nameOf = (code: string, { source, sourceMask, result, resultMask }: FidelityPair): string => {
  const hash = createHash('sha256').update(code);
  for (const bytes of [source, sourceMask, result, resultMask])
    hash.update(bytes ? createHash('sha256').update(bytes).digest() : 'none');
  return hash.digest('hex');
};

/** A meter whose measures are kept in a folder by the bytes of the pair and the measuring code: limits are then tuned in seconds. */
export const keptMeter = (
  meter: FidelityMeter,
  {
    dir,
    code,
    onMeasured,
  }: {
    readonly dir: string;
    readonly code: string;
    /** Milliseconds of each pair that was not kept yet. */
    readonly onMeasured: (ms: number) => void;
  },
): FidelityMeter => ({
  version: meter.version,
  async measure(pair, options) {
    const file = path.join(dir, `${nameOf(code, pair)}.json`);
    const kept = await readKept(file);
    if (kept) return ok(fidelityMeasuresSchema.parse(JSON.parse(kept.toString())));
    const started = performance.now();
    const measured = await meter.measure(pair, options);
    if (!measured.ok) return measured;
    onMeasured(performance.now() - started);
    await writeKept(file, JSON.stringify(measured.value));
    return measured;
  },
});
