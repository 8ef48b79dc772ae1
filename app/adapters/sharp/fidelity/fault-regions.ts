import type { FidelityRegion, RegionFault } from '#app/domain/fidelity/measures.ts';
import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import type { Affine } from './affine.ts';
import type { DetailFaults } from './detail-faults.ts';
import type { Frame } from './frame.ts';
import type { OutlineFaults } from './outline-faults.ts';
import type { Patch, Plane } from './plane.ts';
import type { StructureMap } from './structure-map.ts';

/** Two frames at one scale of the product, and the first guess of where it lies in the second. */
export interface Pair {
  readonly source: Frame;
  readonly result: Frame;
  readonly guess: Affine;
  /** Longer side of the product in both, about, in pixels. */
  readonly productSide: number;
  /** Where the result's frame lies in its file: its corner, and pixels of the file for one of the frame. */
  readonly resultAt: { readonly left: number; readonly top: number; readonly scale: number };
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Found {
  readonly outline: OutlineFaults;
  readonly structure: StructureMap;
  readonly detail: DetailFaults;
  /** All at half the size. */
  readonly colour: {
    readonly map: Plane;
    readonly mean: number;
    readonly worst: number;
    readonly patches: readonly Patch[];
  };
  readonly mirrored: readonly { readonly rect: Rect; readonly gain: number }[];
  readonly area: number;
}

/** Patches kept of each fault. */
export const MOST_REGIONS = 4;

export const windowsRect = (map: StructureMap, { left, top, right, bottom }: Patch): Rect => ({
  left: map.margin + left * map.step,
  top: map.margin + top * map.step,
  right: map.margin + right * map.step + map.side - 1,
  bottom: map.margin + bottom * map.step + map.side - 1,
});

/** A rectangle at half the size, at full size. */
const doubled = ({ left, top, right, bottom }: Rect): Rect => ({
  left: 2 * left,
  top: 2 * top,
  right: 2 * right + 1,
  bottom: 2 * bottom + 1,
});

/** A rectangle of the source's frame as a box of the result's file. */
const boxIn = ({ left, top, right, bottom }: Rect, map: Affine, { result, resultAt }: Pair): Box => {
  const corners = [left, right + 1].flatMap((x) =>
    [top, bottom + 1].map((y) => [map.a * x + map.b * y + map.e, map.c * x + map.d * y + map.f] as const),
  );
  const { scale } = resultAt;
  const clampX = (v: number) => resultAt.left + Math.max(0, Math.min(result.width, v)) * scale;
  const clampY = (v: number) => resultAt.top + Math.max(0, Math.min(result.height, v)) * scale;
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

/** What is wrong where, in pixels of the result's file. */
export const regionsOf = (found: Found, map: Affine, pair: Pair): FidelityRegion[] => {
  const { outline, structure, detail, colour, area } = found;
  const most = <T>(list: readonly T[]) => list.slice(0, MOST_REGIONS);
  const region = (fault: RegionFault, rect: Rect, value: number): FidelityRegion => ({
    fault,
    box: boxIn(rect, map, pair),
    value,
  });
  const share = (patch: Patch) => (patch.area * structure.step ** 2) / area;
  const worstOf = (patch: Patch) =>
    patch.pixels.reduce((max, i) => Math.max(max, colour.map.data[i] ?? 0), 0);
  return [
    ...most(outline.missing).map((p) => region('missing', p, p.area / area)),
    ...most(found.mirrored.filter((m) => m.gain > 0.2)).map((m) => region('mirrored', m.rect, m.gain)),
    ...most(detail.writing.filter((w) => w.changed > 0.05)).map((w) =>
      region('text', windowsRect(structure, w.patch), w.changed),
    ),
    ...most(detail.changed).map((p) => region('structure', windowsRect(structure, p), share(p))),
    ...most(colour.patches).map((p) => region('colour', doubled(p), worstOf(p))),
    ...most(outline.added).map((p) => region('added', p, p.area / area)),
  ];
};
