import { type Patch, type Plane, patchesOf, softBlur } from './plane.ts';
import type { StructureMap } from './structure-map.ts';

/** A window under this likeness has changed structure. */
export const CHANGED_UNDER = 0.55;
/** Marks this much darker or lighter than around them are strokes. */
const STROKE = 16 / 255;

export interface DetailFaults {
  /** Share of the product's detail, weighted by contrast, in changed windows. */
  readonly structure: number;
  /** Patches of changed windows, largest first, in windows. */
  readonly changed: readonly Patch[];
  /** Regions that look like writing, in windows, with the share of their windows that changed. */
  readonly writing: readonly { readonly patch: Patch; readonly changed: number }[];
}

const isChanged = (map: StructureMap, i: number): boolean =>
  (map.detail[i] ?? 0) > 0 && (map.likeness[i] ?? 1) < CHANGED_UNDER;

/** Windows dense with strokes of both kinds of edges, as writing and fine print are. */
const writingWindows = (grey: Plane, map: StructureMap, inside: Uint8Array): Uint8Array => {
  const { width } = grey;
  const around = softBlur(grey, Math.max(4, width / 60));
  const marks = new Int8Array(grey.data.length);
  for (let i = 0; i < marks.length; i++) {
    const off = (grey.data[i] ?? 0) - (around.data[i] ?? 0);
    marks[i] = !inside[i] || Math.abs(off) < STROKE ? 0 : Math.sign(off);
  }
  const set = new Uint8Array(map.columns * map.rows);
  const margin = Math.floor((map.side - map.step) / 2);
  for (let n = 0; n < set.length; n++) {
    if ((map.detail[n] ?? 0) < 0.05) continue;
    const [x, y] = cornerOf(map, n);
    let turns = 0;
    for (let j = margin; j < map.side - margin; j++) {
      let last = 0;
      for (let i = 0; i < map.side; i++) {
        const mark = marks[(y + j) * width + x + i] ?? 0;
        if (mark !== 0 && mark !== last) {
          turns += last === 0 ? 0 : 1;
          last = mark;
        }
      }
    }
    const lines = map.side - 2 * margin;
    set[n] = turns >= 1.2 * lines ? 1 : 0;
  }
  return set;
};

/** Upper left pixel of a window. */
export const cornerOf = (map: StructureMap, n: number): readonly [number, number] => {
  const column = n % map.columns;
  return [map.margin + column * map.step, map.margin + ((n - column) / map.columns) * map.step];
};

/** What the comparison of windows comes to. */
export const detailFaults = (map: StructureMap, grey: Plane, inside: Uint8Array): DetailFaults => {
  let [all, off] = [0, 0];
  const changed = new Uint8Array(map.likeness.length);
  for (let i = 0; i < changed.length; i++) {
    const weight = map.detail[i] ?? 0;
    all += weight;
    if (!isChanged(map, i)) continue;
    off += weight;
    changed[i] = 1;
  }
  const writing = patchesOf(writingWindows(grey, map, inside), map.columns, map.rows, 6).map((patch) => ({
    patch,
    changed: patch.pixels.reduce((sum, i) => sum + (changed[i] ?? 0), 0) / patch.area,
  }));
  return {
    structure: all > 0 ? off / all : 0,
    changed: patchesOf(changed, map.columns, map.rows, 2),
    writing,
  };
};
