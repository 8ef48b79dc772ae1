import { type CleanedParts, HALF, nearEdges } from './clean-mask.ts';
import { DOUBTFUL_BELOW, type MaskDoubt } from './cut-out-facts.ts';

/** What can be measured of a mask without knowing the truth. */
export interface MaskMeasures {
  /** Share of the picture that is product. */
  readonly area: number;
  /** Half-way cells around the product and away from any edge, over the product's cells. */
  readonly hesitation: number;
  /** Cells around the product, outside it and away from any edge, that the model did not quite rule out; likewise. */
  readonly traces: number;
  /** Share of the product in its largest part. */
  readonly largestPart: number;
  readonly parts: number;
  /** Parts so much smaller than the largest that they hardly are a second product of a set. */
  readonly sideParts: number;
  /** Parts that were taken for props and left out. */
  readonly props: number;
  /** Share of each border that is product: top, right, bottom, left. */
  readonly borders: readonly [number, number, number, number];
}

/** Cells this close to an edge may be half-way without that meaning anything. */
const EDGE_WIDTH = 5;
/** Answers above this, outside the mask, are a trace of something. */
const TRACE = 0.012;
/** A part under this share of the largest is no second product of a set. */
const SIDE_PART = 0.3;
/** What counts as around the product: its box, wider by these shares of its sides; glass rims stand above. */
const AROUND = { beside: 0.05, above: 0.3 };

/** `answer`: the model's own, before clean-up. `parts`: what clean-up found. */
export const measureMask = (
  answer: Float32Array,
  cleaned: Float32Array,
  side: number,
  { kept, props }: CleanedParts,
): MaskMeasures => {
  const near = nearEdges(cleaned, side, EDGE_WIDTH);
  const { product, left, top, right, bottom } = around(cleaned, side);
  let hesitant = 0;
  let traces = 0;
  for (let y = top; y <= bottom; y++) {
    for (let at = y * side + left; at <= y * side + right; at++) {
      if (near[at] === 1) continue;
      const p = answer[at] ?? 0;
      if (p > 0.1 && p < 0.9) hesitant += 1;
      if (p > TRACE && p < HALF && (cleaned[at] ?? 0) < HALF) traces += 1;
    }
  }
  const total = kept.reduce((a, b) => a + b, 0);
  return {
    area: product / cleaned.length,
    hesitation: hesitant / Math.max(1, product),
    traces: traces / Math.max(1, product),
    largestPart: total > 0 ? (kept[0] ?? 0) / total : 0,
    parts: kept.length,
    sideParts: kept.filter((size) => size < SIDE_PART * (kept[0] ?? 0)).length,
    props,
    borders: borderShares(cleaned, side),
  };
};

/** The product's cells, and the area (cells, both ends included) that counts as around it. */
const around = (plane: Float32Array, side: number) => {
  let product = 0;
  let left = side;
  let right = -1;
  let top = side;
  let bottom = -1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if ((plane[y * side + x] ?? 0) < HALF) continue;
      product += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const beside = Math.ceil((right - left) * AROUND.beside);
  return {
    product,
    left: Math.max(0, left - beside),
    right: Math.min(side - 1, right + beside),
    top: Math.max(0, top - Math.ceil((bottom - top) * AROUND.above)),
    bottom: Math.min(side - 1, bottom + Math.ceil((bottom - top) * AROUND.beside)),
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
  // a product that the photo cuts off cannot stand free on a background of ours
  else if (touched > 0) doubt('touches-border', 0.45);
  if (m.parts > 6 || (m.parts > 2 && m.largestPart < 0.5)) doubt('shattered', 0.4);
  else if (m.sideParts > 0) doubt('several-things', 0.45);
  // where the model took props along, it is less to be trusted with the product too
  if (m.props > 0) doubt('props-left-out', 0.6);
  // both grow without a step, so that the number says something also between sure and doubtful
  const unsure = Math.exp(-m.hesitation / 0.14);
  if (unsure < DOUBTFUL_BELOW) doubts.push('unsure-edges');
  const missing = Math.exp(-m.traces / 0.095);
  if (missing < DOUBTFUL_BELOW) doubts.push('see-through-parts');
  return { confidence: Math.round(confidence * Math.min(unsure, missing) * 1000) / 1000, doubts };
};
