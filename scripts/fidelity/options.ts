import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface FidelityOptions {
  /** Folder of pictures from outside; null: the sample catalogue. */
  readonly photos: string | null;
  /** Half of the catalogue's products; `--photos` takes every picture. */
  readonly half: 'tune' | 'report';
  readonly perKind: number;
  readonly seed: string;
  /** Whose mask of the source the gate is given: the true one of the catalogue, or the app's own cut-out's, as in production. */
  readonly sourceMasks: 'true' | 'cut-out';
  /** Processes at work at once. */
  readonly workers: number;
  /** Where misjudged pictures and all verdicts go; null: nowhere. */
  readonly out: string | null;
}

export const USAGE = `npm run fidelity [-- OPTIONS]
  --photos DIR    pictures (JPEG, PNG, WebP) instead of the sample catalogue; masks by the app's own cut-out
  --half HALF     report (default) or tune: which half of the catalogue's products
  --per-kind N    pictures of each kind, default 32
  --seed TEXT     default: the half's name
  --source-masks M   true (default: the catalogue's own) or cut-out (the app's, as in production)
  --workers N     processes, default one a core but at most 4
  --out DIR       write verdicts.jsonl and the misjudged pictures there`;

/** Throws a sentence for the user where an option is unknown or wrong. */
export const parseFidelityOptions = (args: readonly string[]): FidelityOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      photos: { type: 'string' },
      half: { type: 'string', default: 'report' },
      'per-kind': { type: 'string', default: '32' },
      seed: { type: 'string' },
      'source-masks': { type: 'string', default: 'true' },
      workers: { type: 'string', default: String(Math.min(4, availableParallelism())) },
      out: { type: 'string' },
    },
  });
  const perKind = Number(values['per-kind']);
  if (!Number.isInteger(perKind) || perKind < 1 || perKind > 1000)
    throw new Error('--per-kind must be a whole number from 1 to 1000');
  if (values.half !== 'tune' && values.half !== 'report') throw new Error('--half must be tune or report');
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 16)
    throw new Error('--workers must be a whole number from 1 to 16');
  const sourceMasks = values['source-masks'];
  if (sourceMasks !== 'true' && sourceMasks !== 'cut-out')
    throw new Error('--source-masks must be true or cut-out');
  return {
    photos: values.photos ?? null,
    half: values.half,
    perKind,
    seed: values.seed ?? values.half,
    sourceMasks: values.photos === undefined ? sourceMasks : 'cut-out',
    workers,
    out: values.out ?? null,
  };
};
