import { ciede2000 } from '#app/domain/fidelity/ciede2000.ts';
import type { FidelityMeasures, FidelityRegion, RegionFault } from '#app/domain/fidelity/measures.ts';
import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import { type Affine, shapeOf, warped } from './affine.ts';
import { type Alignment, align } from './align.ts';
import { colourMap } from './colour-map.ts';
import { cornerOf, type DetailFaults, detailFaults } from './detail-faults.ts';
import type { Frame } from './frame.ts';
import { labAt, lightMatched, type Matched } from './light-match.ts';
import { flipped, mirroredGain } from './mirrored.ts';
import { type OutlineFaults, outlineFaults } from './outline-faults.ts';
import {
  blurWeightedBy,
  eroded,
  type Patch,
  type Plane,
  patchesOf,
  planeOf,
  planeOfFours,
  setOf,
  softBlur,
} from './plane.ts';
import { type StructureMap, structureMap } from './structure-map.ts';

/** Two frames at one scale of the product, and the first guess of where it lies in the second. */
export interface Pair {
  readonly source: Frame;
  readonly result: Frame;
  readonly guess: Affine;
  /** Longer side of the product in both, about, in pixels. */
  readonly productSide: number;
  /** Pixels of the result's file for one pixel of its frame. */
  readonly resultScale: number;
}

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Patches kept of each fault. */
const MOST_REGIONS = 4;

/** The result's product lightened and laid into the source's frame, beside the source's. */
interface Laid {
  readonly source: Frame & { readonly mask: Plane };
  readonly seen: readonly [Plane, Plane, Plane];
  readonly mask: Plane;
  readonly inside: Uint8Array;
  readonly matched: Matched;
}

const laid = (source: Frame & { readonly mask: Plane }, result: Frame, map: Affine): Laid => {
  const [r, g, b] = result.linear;
  const seen = [warped(r, map, source), warped(g, map, source), warped(b, map, source)] as const;
  const { width, height } = source;
  const certain = setOf(width * height, (i) => (source.mask.data[i] ?? 0) >= 0.9);
  const inside = eroded(certain, width, height, 2);
  const inner = planeOf(source.mask, (i) => inside[i] ?? 0);
  const mask = result.mask ? warped(result.mask, map, source, 0) : source.mask;
  return { source, seen, mask, inside, matched: lightMatched(source, seen, inner) };
};

/** Where the result plainly shows another colour than the source, fine print aside. */
const differing = ({ source, matched }: Laid): Uint8Array => {
  const soft = (planes: Matched['linear']): Matched['linear'] => {
    const [r, g, b] = planes;
    return [softBlur(r, 1.5), softBlur(g, 1.5), softBlur(b, 1.5)];
  };
  const [from, to] = [soft(source.linear), soft(matched.linear)];
  const difference = planeOfFours(source.mask, (i) => ciede2000(labAt(from, i), labAt(to, i), 1.5));
  return setOf(
    difference.data.length,
    (i) => (source.mask.data[i] ?? 0) >= 0.5 && (difference.data[i] ?? 0) > 5,
  );
};

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

const percentile = (values: Float32Array, inside: Uint8Array, share: number): number => {
  const all = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i += 2) if (inside[i]) all[count++] = values[i] ?? 0;
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

const windowsRect = (map: StructureMap, { left, top, right, bottom }: Patch): Rect => ({
  left: map.margin + left * map.step,
  top: map.margin + top * map.step,
  right: map.margin + right * map.step + map.side - 1,
  bottom: map.margin + bottom * map.step + map.side - 1,
});

/** A rectangle of the source's frame as a box of the result's file. */
const boxIn = ({ left, top, right, bottom }: Rect, map: Affine, { result, resultScale }: Pair): Box => {
  const corners = [left, right + 1].flatMap((x) =>
    [top, bottom + 1].map((y) => [map.a * x + map.b * y + map.e, map.c * x + map.d * y + map.f] as const),
  );
  const clampX = (v: number) => Math.max(0, Math.min(result.width, v)) * resultScale;
  const clampY = (v: number) => Math.max(0, Math.min(result.height, v)) * resultScale;
  const [x0, x1] = [Math.min(...corners.map((c) => c[0])), Math.max(...corners.map((c) => c[0]))];
  const [y0, y1] = [Math.min(...corners.map((c) => c[1])), Math.max(...corners.map((c) => c[1]))];
  const [l, t] = [Math.floor(clampX(x0)), Math.floor(clampY(y0))];
  return {
    left: l,
    top: t,
    width: Math.max(1, Math.ceil(clampX(x1)) - l),
    height: Math.max(1, Math.ceil(clampY(y1)) - t),
  };
};

interface Found {
  readonly outline: OutlineFaults;
  readonly structure: StructureMap;
  readonly detail: DetailFaults;
  readonly colour: Plane;
  readonly colourPatches: readonly Patch[];
  readonly mirrored: readonly { readonly rect: Rect; readonly gain: number }[];
  readonly area: number;
}

/** Windows of the comparison of detail, in pixels at working size. */
const WINDOW = { side: 13, step: 4, reach: 2 } as const;
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
  const colour = blurWeightedBy(matched.trust, Math.max(width, height) / 60)(colourMap(source, matched));
  const off = setOf(inside.length, (i) => !!inside[i] && (colour.data[i] ?? 0) > COLOUR_REGION);
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
    colour,
    colourPatches: patchesOf(off, width, height, Math.round(width * height * 0.002)),
    mirrored,
    area,
  };
};

const regionsOf = (found: Found, map: Affine, pair: Pair): FidelityRegion[] => {
  const { outline, structure, detail, colour, area } = found;
  const most = <T>(list: readonly T[]) => list.slice(0, MOST_REGIONS);
  const region = (fault: RegionFault, rect: Rect, value: number): FidelityRegion => ({
    fault,
    box: boxIn(rect, map, pair),
    value,
  });
  const share = (patch: Patch) => (patch.area * structure.step ** 2) / area;
  const worstOf = (patch: Patch) => patch.pixels.reduce((max, i) => Math.max(max, colour.data[i] ?? 0), 0);
  return [
    ...most(outline.missing).map((p) => region('missing', p, p.area / area)),
    ...most(found.mirrored.filter((m) => m.gain > 0.2)).map((m) => region('mirrored', m.rect, m.gain)),
    ...most(detail.writing.filter((w) => w.changed > 0.05)).map((w) =>
      region('text', windowsRect(structure, w.patch), w.changed),
    ),
    ...most(detail.changed).map((p) => region('structure', windowsRect(structure, p), share(p))),
    ...most(found.colourPatches).map((p) => region('colour', p, worstOf(p))),
    ...most(outline.added).map((p) => region('added', p, p.area / area)),
  ];
};

/** How much better the whole product fits in a mirror: 0 where it fits well as it is. */
const wholeMirrored = (pair: Pair, plain: Alignment): number => {
  if (plain.correlation > 0.9) return 0;
  const { guess, productSide, result } = pair;
  const other = align(flipped(pair.source), result, { guess, wide: false, productSide, finest: 96 });
  return other.correlation > 0.6 ? Math.max(0, other.correlation - plain.correlation) : 0;
};

/** Measures a pair whose result holds a product. */
export const measurePair = (pair: Pair): FidelityMeasures => {
  const mask = pair.source.mask;
  if (!mask) throw new Error('the source has a mask');
  const source = { ...pair.source, mask };
  const alignment = align(source, pair.result, {
    guess: pair.guess,
    wide: pair.result.mask === null,
    productSide: pair.productSide,
  });
  const sides = laid(source, pair.result, alignment.map);
  const found = foundIn(sides);
  const shape = shapeOf(alignment.map);
  const { outline, detail, structure, area } = found;
  const regionGain = found.mirrored.reduce((max, m) => Math.max(max, m.gain), 0);
  return {
    found: 'aligned',
    values: {
      unlikeness: Math.max(0, 1 - alignment.correlation),
      stretch: Math.abs(Math.log(shape.scaleX / shape.scaleY)),
      shear: Math.abs(shape.shear),
      outline: pair.result.mask ? 1 - outline.overlap : 0,
      missing: (outline.missing[0]?.area ?? 0) / area,
      added: pair.result.mask ? (outline.added[0]?.area ?? 0) / area : 0,
      colour: meanOf(found.colour.data, sides.matched.trust),
      colourWorst: percentile(found.colour.data, sides.inside, 0.97),
      structure: detail.structure,
      structureWorst: ((detail.changed[0]?.area ?? 0) * structure.step ** 2) / area,
      text: detail.writing.reduce((max, w) => Math.max(max, w.changed), 0),
      mirrored: Math.max(regionGain, wholeMirrored(pair, alignment)),
    },
    regions: regionsOf(found, alignment.map, pair).slice(0, 24),
  };
};
