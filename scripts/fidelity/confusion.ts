import type { FidelityVerdictKind } from '#app/domain/fidelity/judge-fidelity.ts';
import { isDamage, KINDS, type Kind } from './set/make-set.ts';

export interface Told {
  readonly kind: Kind;
  readonly level: 0 | 1 | 2;
  readonly verdict: { readonly verdict: FidelityVerdictKind };
}

const STRENGTHS = ['faint', 'middle', 'strong'] as const;

/** What the gate said of each kind at each strength, as rows of a table in Markdown; kinds without a picture are left out. */
export const confusionTable = (told: readonly Told[]): string => {
  const row = (name: string, strength: string, of: readonly Told[]): string => {
    const said = (verdict: FidelityVerdictKind) => of.filter((t) => t.verdict.verdict === verdict).length;
    return `| ${name} | ${strength} | ${of.length} | ${said('pass')} | ${said('hold')} | ${said('fail')} |`;
  };
  const rows = KINDS.flatMap((kind) => {
    const own = told.filter((t) => t.kind === kind);
    if (own.length === 0) return [];
    if (!isDamage(kind)) return [row(`\`${kind}\``, '-', own)];
    return STRENGTHS.map((strength, level) =>
      row(
        `\`${kind}\``,
        strength,
        own.filter((t) => t.level === level),
      ),
    );
  });
  return [
    '| kind | strength | n | pass | hold | fail |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
};
