import { isDamage, KINDS, type Kind } from './set/make-set.ts';

/** One judged picture of the set. */
export interface Judged {
  readonly kind: Kind;
  /** True where the gate did not let it pass: `hold` or `fail`. */
  readonly flagged: boolean;
}

/** One line of the report. Null where there is nothing to divide by. */
export interface Figures {
  readonly kind: Kind | 'all';
  readonly n: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;

/**
 * What precision and recall mean (docs/fidelity.md). Of a damage: recall = flagged of this kind / all of this kind;
 * precision = flagged of this kind / (those + flagged harmless pictures of every kind). Of a harmless change the other way
 * round: recall = let through of this kind / all of this kind; precision = let through of this kind / (those + damaged
 * pictures of every kind that were let through). Of all: the damaged against the harmless, each picture once.
 */
export const figuresOf = (judged: readonly Judged[]): Figures[] => {
  const falseAlarms = judged.filter((j) => !isDamage(j.kind) && j.flagged).length;
  const letThrough = judged.filter((j) => isDamage(j.kind) && !j.flagged).length;
  const lines = KINDS.map((kind): Figures => {
    const own = judged.filter((j) => j.kind === kind);
    const right = own.filter((j) => j.flagged === isDamage(kind)).length;
    const wrong = isDamage(kind) ? falseAlarms : letThrough;
    return { kind, n: own.length, precision: share(right, right + wrong), recall: share(right, own.length) };
  });
  const damaged = judged.filter((j) => isDamage(j.kind)).length;
  const caught = damaged - letThrough;
  return [
    ...lines,
    {
      kind: 'all',
      n: judged.length,
      precision: share(caught, caught + falseAlarms),
      recall: share(caught, damaged),
    },
  ];
};
