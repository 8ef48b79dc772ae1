import type { Measure } from './measures.ts';

interface Finding {
  readonly measure: Measure;
  readonly value: number;
  readonly severity: 'hold' | 'fail';
}

const percent = (share: number): string => `${Math.max(1, Math.round(share * 100))} %`;

/** What a merchant reads of one finding; null where another says it better. */
const CLAUSES = {
  unlikeness: () => 'the product does not look like its photo',
  stretch: (value) => `its proportions are off by about ${percent(Math.exp(value) - 1)}`,
  shear: () => 'it is skewed',
  outline: () => 'its outline is another',
  missing: (value) => `a part of it is missing (about ${percent(value)} of it)`,
  added: (value) => `something was added to it (about ${percent(value)} of its size)`,
  colour: () => 'its colour is not that of the photo',
  colourWorst: () => 'a part of it has another colour than in the photo',
  structure: () => 'its details differ from the photo',
  structureWorst: () => 'details in one place differ from the photo',
  text: () => 'writing on it cannot be what the photo shows',
  mirrored: () => 'a part of it is mirrored',
} as const satisfies Record<Measure, (value: number) => string>;

/** Said first: the more telling finding makes the vaguer ones needless. */
const TELLING: readonly Measure[] = [
  'stretch',
  'mirrored',
  'missing',
  'text',
  'colour',
  'colourWorst',
  'added',
  'structureWorst',
  'structure',
  'shear',
  'outline',
  'unlikeness',
];
const VAGUE: ReadonlySet<Measure> = new Set([
  'unlikeness',
  'outline',
  'structure',
  'structureWorst',
  'shear',
]);

/** Detail and looks both failed outright: there is no point in naming parts. */
const isAnother = (findings: readonly Finding[]): boolean =>
  (['unlikeness', 'structure'] as const).every((m) =>
    findings.some((f) => f.measure === m && f.severity === 'fail'),
  );

/** One sentence for the merchant: what is wrong, at most two things, most telling first. */
export const sentenceFor = (findings: readonly Finding[] | 'no-product'): string => {
  if (findings === 'no-product') return 'No product was found in the picture.';
  if (findings.length === 0) return 'The product looks as it does in its photo.';
  if (isAnother(findings)) return 'This seems to be another product than the one in the photo.';
  const ordered = [...findings].sort((a, b) => TELLING.indexOf(a.measure) - TELLING.indexOf(b.measure));
  const telling = ordered.filter((f) => !VAGUE.has(f.measure));
  const colours = new Set<Measure>(['colour', 'colourWorst']);
  const said: string[] = [];
  let colourSaid = false;
  for (const { measure, value } of telling.length > 0 ? telling : ordered) {
    if (colours.has(measure) && colourSaid) continue;
    colourSaid ||= colours.has(measure);
    said.push(CLAUSES[measure](value));
    if (said.length === 2) break;
  }
  const surely = findings.some((f) => f.severity === 'fail');
  return `${surely ? 'The product was changed' : 'Please look at the product'}: ${said.join(', and ')}.`;
};
