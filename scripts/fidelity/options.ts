import { parseArgs } from 'node:util';

export interface FidelityOptions {
  /** Folder of pictures from outside; null: the sample catalogue. */
  readonly photos: string | null;
  /** Half of the catalogue's products; `--photos` takes every picture. */
  readonly half: 'tune' | 'report';
  readonly perKind: number;
  readonly seed: string;
  /** Where misjudged pictures and all verdicts go; null: nowhere. */
  readonly out: string | null;
}

export const USAGE = `npm run fidelity [-- OPTIONS]
  --photos DIR    pictures (JPEG, PNG, WebP) instead of the sample catalogue; masks by the app's own cut-out
  --half HALF     report (default) or tune: which half of the catalogue's products
  --per-kind N    pictures of each kind, default 32
  --seed TEXT     default: the half's name
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
      out: { type: 'string' },
    },
  });
  const perKind = Number(values['per-kind']);
  if (!Number.isInteger(perKind) || perKind < 1 || perKind > 1000)
    throw new Error('--per-kind must be a whole number from 1 to 1000');
  if (values.half !== 'tune' && values.half !== 'report') throw new Error('--half must be tune or report');
  return {
    photos: values.photos ?? null,
    half: values.half,
    perKind,
    seed: values.seed ?? values.half,
    out: values.out ?? null,
  };
};
