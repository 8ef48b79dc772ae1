import type { KeptCutOut } from './kept-masks.ts';
import type { FidelityOptions } from './options.ts';
import { halfOf } from './set/make-set.ts';
import { catalogueSubjects, photoSubjects, type Subject } from './set/subjects.ts';

/** The photos that a run starts from; with `sourceMasks: 'cut-out'` the gate knows their products as it would in production. */
export const readSubjects = async (
  { photos, half, sourceMasks }: FidelityOptions,
  cutOut: KeptCutOut,
  say: (line: string) => void,
): Promise<Subject[]> => {
  if (photos !== null) return photoSubjects(photos, cutOut, say);
  const subjects = await catalogueSubjects((product) => halfOf(product) === half);
  if (sourceMasks === 'true') return subjects;
  const seen: Subject[] = [];
  for (const subject of subjects) {
    const mask = await cutOut.maskOf(subject.source);
    if (mask) seen.push({ ...subject, mask });
    else say(`left out ${subject.name}: the cut-out finds no product in it`);
  }
  return seen;
};
