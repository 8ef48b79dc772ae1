import type { FidelityMeasures } from '#app/domain/fidelity/measures.ts';
import { shapeOf } from './affine.ts';
import { type Alignment, align } from './align.ts';
import { colourMap } from './colour-map.ts';
import { CHANGED_UNDER, cornerOf, type DetailFaults, detailFaults } from './detail-faults.ts';
import { type Found, MOST_REGIONS, type Pair, regionsOf, windowsRect } from './fault-regions.ts';
import { differing, type Laid, laid, likenessOf } from './laid.ts';
import { flipped, mirroredGain } from './mirrored.ts';
import { outlineFaults } from './outline-faults.ts';
import { blurWeightedBy, halved, type Plane, patchesOf, planeOf, setOf } from './plane.ts';
import { type StructureMap, structureMap } from './structure-map.ts';

/** Adds the windows whose structure changed. */
const withChangedWindows = (
  differs: Uint8Array,
  map: StructureMap,
  faults: DetailFaults,
  width: number,
): Uint8Array => {
  const out = Uint8Array.from(differs);
  for (const patch of faults.changed)
    for (const n of patch.pixels) {
      const [x, y] = cornerOf(map, n);
      for (let j = 0; j < map.side; j++) out.fill(1, (y + j) * width + x, (y + j) * width + x + map.side);
    }
  return out;
};

/** The value that this share of the pixels inside lie under. */
const percentile = (values: Float32Array, inside: Float32Array, share: number): number => {
  const all = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if ((inside[i] ?? 0) > 0.5) all[count++] = values[i] ?? 0;
  const kept = all.subarray(0, count).sort();
  return kept[Math.min(kept.length - 1, Math.floor(kept.length * share))] ?? 0;
};

const meanOf = (values: Float32Array, weight: Plane): number => {
  let [n, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    n += weight.data[i] ?? 0;
    sum += (values[i] ?? 0) * (weight.data[i] ?? 0);
  }
  return n > 0 ? sum / n : 0;
};

/** Windows of the comparison of detail, in pixels at working size. */
const WINDOW = { side: 13, step: 4, reach: 2, enough: CHANGED_UNDER } as const;
/** Smaller regions, as shares of the product, are not looked at in a mirror. */
const MIN_MIRRORED = 0.002;
/** A colour difference above this is worth pointing at. */
const COLOUR_REGION = 6;

const foundIn = (sides: Laid): Found => {
  const { source, inside, matched } = sides;
  const { width, height } = source;
  const structure = structureMap(source.grey, matched.grey, inside, WINDOW);
  const detail = detailFaults(structure, source.grey, inside);
  const differs = withChangedWindows(differing(sides), structure, detail, width);
  const { trust } = matched.half;
  const colour = blurWeightedBy(trust, Math.max(width, height) / 120)(colourMap(matched.half));
  const inner = halved(planeOf(source.mask, (i) => inside[i] ?? 0)).data;
  const off = setOf(inner.length, (i) => (inner[i] ?? 0) > 0.5 && (colour.data[i] ?? 0) > COLOUR_REGION);
  const area = source.mask.data.reduce((sum, v) => sum + (v >= 0.5 ? 1 : 0), 0);
  const large = detail.changed.filter((p) => p.area * structure.step ** 2 > MIN_MIRRORED * area);
  const mirrored = large.slice(0, MOST_REGIONS).map((patch) => {
    const rect = windowsRect(structure, patch);
    return { rect, gain: mirroredGain(source.grey, matched.grey, rect) };
  });
  return {
    outline: outlineFaults({ source: source.mask, result: sides.mask, differs }),
    structure,
    detail,
    colour: {
      map: colour,
      mean: meanOf(colour.data, trust),
      worst: percentile(colour.data, inner, 0.97),
      patches: patchesOf(off, colour.width, colour.height, Math.round(inner.length * 0.002)),
    },
    mirrored,
    area,
  };
};

/** How much better the whole product fits in a mirror: 0 where it fits well as it is. */
const wholeMirrored = (pair: Pair, plain: Alignment): number => {
  if (plain.correlation > 0.9) return 0;
  const { guess, productSide, result } = pair;
  const other = align(flipped(pair.source), result, { guess, wide: false, productSide, finest: 96 });
  return other.correlation > 0.6 ? Math.max(0, other.correlation - plain.correlation) : 0;
};

/** The two under one alignment, and what is found so. */
interface View {
  readonly alignment: Alignment;
  readonly sides: Laid;
  readonly found: Found;
  /** 1 - correlation, the better of before and after light and shade are taken out. */
  readonly unlikeness: number;
}

const viewed = (source: Laid['source'], result: Pair['result'], alignment: Alignment): View => {
  const sides = laid(source, result, alignment.map);
  const likeness = Math.max(alignment.correlation, likenessOf(sides));
  return { alignment, sides, found: foundIn(sides), unlikeness: Math.max(0, 1 - likeness) };
};

/** From here on a shape is worth a second opinion: below, no limit is near. */
const DOUBTED = { stretch: 0.02, shear: 0.03, apart: 0.1 } as const;
/** A product found so well in its own proportions stands there in them, whatever a cut-out's outline made of it. */
const ITSELF = { unlikeness: 0.1, apart: 0.02, structure: 0.004, colourWorst: 4 } as const;

const isItself = ({ found, unlikeness }: View): boolean =>
  unlikeness < ITSELF.unlikeness &&
  found.outline.apart < ITSELF.apart &&
  found.outline.missing.length === 0 &&
  found.detail.structure < ITSELF.structure &&
  found.colour.worst < ITSELF.colourWorst;

/**
 * Aligned by greys and outlines over all affine maps. An outline of clear glass or shining metal may be cut out wrongly and
 * then pulls the product out of shape: where the shape is in doubt it is looked for again in its own proportions, by its
 * looks, and taken so if it is found there as good as unchanged.
 */
const bestView = (pair: Pair, source: Laid['source'], isStopped: () => boolean): View | null => {
  const { guess, productSide, result } = pair;
  const how = { guess, productSide, wide: result.mask === null };
  const alignment = align(source, result, how);
  if (isStopped()) return null;
  const view = viewed(source, result, alignment);
  const { scaleX, scaleY, shear } = shapeOf(alignment.map);
  const isDoubted =
    Math.abs(Math.log(scaleX / scaleY)) > DOUBTED.stretch ||
    Math.abs(shear) > DOUBTED.shear ||
    view.found.outline.apart > DOUBTED.apart;
  if (!isDoubted || isStopped()) return view;
  const again = align(source, result, { ...how, similar: true });
  if (again.correlation < 1 - 3 * ITSELF.unlikeness) return view;
  const other = viewed(source, result, again);
  return isItself(other) ? other : view;
};

/** Measures a pair whose result holds a product; null when it was told to stop on the way. */
export const measurePair = (pair: Pair, isStopped: () => boolean): FidelityMeasures | null => {
  const mask = pair.source.mask;
  if (!mask) throw new Error('the source has a mask');
  const view = bestView(pair, { ...pair.source, mask }, isStopped);
  if (!view || isStopped()) return null;
  const { alignment, found } = view;
  const shape = shapeOf(alignment.map);
  const { outline, detail, structure, area } = found;
  const regionGain = found.mirrored.reduce((max, m) => Math.max(max, m.gain), 0);
  return {
    found: 'aligned',
    values: {
      unlikeness: view.unlikeness,
      stretch: Math.abs(Math.log(shape.scaleX / shape.scaleY)),
      shear: Math.abs(shape.shear),
      outline: pair.result.mask ? outline.apart : 0,
      missing: (outline.missing[0]?.area ?? 0) / area,
      added: pair.result.mask ? (outline.added[0]?.area ?? 0) / area : 0,
      colour: found.colour.mean,
      colourWorst: found.colour.worst,
      structure: detail.structure,
      structureWorst: ((detail.changed[0]?.area ?? 0) * structure.step ** 2) / area,
      text: detail.writing.reduce((max, w) => Math.max(max, w.changed), 0),
      mirrored: Math.max(regionGain, wholeMirrored(pair, alignment)),
    },
    regions: regionsOf(found, alignment.map, pair).slice(0, 24),
  };
};
