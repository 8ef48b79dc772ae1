import { dilated, eroded, type Patch, type Plane, patchesOf, setOf } from './plane.ts';

export interface OutlineFaults {
  /** Share of both outlines together in which they differ, and the pictures do too. */
  readonly apart: number;
  /** Patches of the product that are not in the result, largest first. */
  readonly missing: readonly Patch[];
  /** Patches of the result's mask that are not the product, largest first. */
  readonly added: readonly Patch[];
}

interface Views {
  /** Product of the source, product of the result seen through the alignment, both 0..1 in the source's frame. */
  readonly source: Plane;
  readonly result: Plane;
  /** 1 where the result shows something else than the source, whatever the masks say. */
  readonly differs: Uint8Array;
}

/**
 * Two outlines differ where the masks do *and* the pictures there do: a cut-out that merely missed a part (glass, a white
 * edge on white), or took some of the ground with it, is not a fault of the picture.
 */
export const outlineFaults = ({ source, result, differs }: Views): OutlineFaults => {
  const { width, height } = source;
  const side = Math.max(width, height);
  const own = setOf(source.data.length, (i) => (source.data[i] ?? 0) >= 0.5);
  const there = setOf(own.length, (i) => (result.data[i] ?? 0) >= 0.5);
  let either = 0;
  let apart = 0;
  for (let i = 0; i < own.length; i++) {
    either += own[i] || there[i] ? 1 : 0;
    apart += own[i] !== there[i] && differs[i] ? 1 : 0;
  }
  // a rim of a few pixels is the cut-out's business
  const rim = Math.max(1, Math.round(side / 150));
  const wideOwn = dilated(own, width, height, rim * 2);
  const core = thinned(own, width, height, rim);
  const wideThere = dilated(there, width, height, rim);
  const gone = setOf(own.length, (i) => !!own[i] && !!core[i] && !wideThere[i] && !!differs[i]);
  const extra = setOf(own.length, (i) => !!there[i] && !wideOwn[i] && !!differs[i]);
  const min = Math.max(6, Math.round(side * side * 0.0004));
  return {
    apart: apart / Math.max(1, either),
    missing: patchesOf(gone, width, height, min),
    added: patchesOf(extra, width, height, min),
  };
};

/** The inside of a shape without its rim, but with what is too thin to have an inside (wire, straps, temples). */
const thinned = (set: Uint8Array, width: number, height: number, rim: number): Uint8Array => {
  const inner = eroded(set, width, height, rim);
  const body = dilated(inner, width, height, rim + 1);
  return setOf(set.length, (i) => !!inner[i] || (!!set[i] && !body[i]));
};
