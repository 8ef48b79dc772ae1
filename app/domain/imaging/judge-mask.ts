import { HALF, nearEdges } from './clean-mask.ts';
import { DOUBTFUL_BELOW, type MaskDoubt } from './cut-out-facts.ts';

/** What can be measured of a mask without knowing the truth. */
export interface MaskMeasures {
  /** Share of the picture that is product. */
  readonly area: number;
  /** Half-way cells away from any edge, over the product's cells. */
  readonly hesitation: number;
  /** Share of the product in its largest part. */
  readonly largestPart: number;
  readonly parts: number;
  /** Share of each border that is product: top, right, bottom, left. */
  readonly borders: readonly [number, number, number, number];
}

/** Cells this close to an edge may be half-way without that meaning anything. */
const EDGE_WIDTH = 5;

/** `answer`: the model's own, before clean-up. `kept`: sizes of the parts that clean-up left, largest first. */
export const measureMask = (
  answer: Float32Array,
  cleaned: Float32Array,
  side: number,
  kept: readonly number[],
): MaskMeasures => {
  const near = nearEdges(cleaned, side, EDGE_WIDTH);
  let product = 0;
  let hesitant = 0;
  for (let i = 0; i < cleaned.length; i++) {
    const sure = cleaned[i] ?? 0;
    const p = answer[i] ?? 0;
    if (sure >= HALF) product += 1;
    if (near[i] === 0 && p > 0.1 && p < 0.9) hesitant += 1;
  }
  const total = kept.reduce((a, b) => a + b, 0);
  return {
    area: product / cleaned.length,
    hesitation: hesitant / Math.max(1, product),
    largestPart: total > 0 ? (kept[0] ?? 0) / total : 0,
    parts: kept.length,
    borders: borderShares(cleaned, side),
  };
};

const borderShares = (plane: Float32Array, side: number): [number, number, number, number] => {
  const share = (at: (i: number) => number): number => {
    let n = 0;
    for (let i = 0; i < side; i++) if ((plane[at(i)] ?? 0) >= HALF) n += 1;
    return n / side;
  };
  return [
    share((i) => i),
    share((i) => i * side + side - 1),
    share((i) => (side - 1) * side + i),
    share((i) => i * side),
  ];
};

interface Judgement {
  readonly confidence: number;
  readonly doubts: MaskDoubt[];
}

/** Each doubt takes its share of the confidence; a grave one alone makes the mask doubtful. */
export const judgeMask = (m: MaskMeasures): Judgement => {
  if (m.area === 0) return { confidence: 0, doubts: ['empty'] };
  const doubts: MaskDoubt[] = [];
  let confidence = 1;
  const doubt = (name: MaskDoubt, factor: number): void => {
    doubts.push(name);
    confidence *= factor;
  };
  const touched = m.borders.filter((share) => share > 0.01).length;
  if (m.area < 0.004) doubt('nearly-empty', 0.3);
  if (m.area > 0.92) doubt('nearly-full', 0.3);
  if (touched === 4) doubt('touches-all-borders', 0.35);
  else if (touched > 0) doubt('touches-border', 0.85 - 0.1 * (touched - 1));
  if (m.parts > 6 || (m.parts > 2 && m.largestPart < 0.5)) doubt('shattered', 0.4);
  // grows without a step, so that the number says something also between sure and doubtful
  const unsure = Math.exp(-m.hesitation / 0.14);
  if (unsure < DOUBTFUL_BELOW) doubts.push('unsure-edges');
  return { confidence: Math.round(confidence * unsure * 1000) / 1000, doubts };
};
