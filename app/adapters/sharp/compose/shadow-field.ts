import { makeSoftMap, type SoftMap } from '../soft-map.ts';

/** Cells along the longer side of the frame: a shadow is slow, and its sharpest edge is some cells wide. */
const CELLS = 512;
/** Cells beyond the frame on each side, as a share: what stands at its border throws light and shadow into it. */
const BEYOND = 0.12;

/** A coarse plane over the frame and a little beyond; cell (0, 0) begins at frame pixel (left, top). */
export interface Field {
  readonly left: number;
  readonly top: number;
  /** Frame pixels a cell. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

export const makeField = (frame: { readonly width: number; readonly height: number }): Field => {
  const longest = Math.max(frame.width, frame.height);
  const step = Math.max(1, longest / CELLS);
  const beyond = Math.ceil((longest * BEYOND) / step);
  return {
    left: -beyond * step,
    top: -beyond * step,
    step,
    width: Math.ceil(frame.width / step) + 2 * beyond,
    height: Math.ceil(frame.height / step) + 2 * beyond,
  };
};

export const planeOf = (field: Field): SoftMap => makeSoftMap(field.width, field.height);

/** Adds an upright ellipse (frame pixels) with a rim one cell wide, by the greater of what is there and the new value. */
export const drawEllipse = (
  field: Field,
  plane: SoftMap,
  x: number,
  y: number,
  rx: number,
  ry: number,
  value = 1,
): void => {
  const cx = (x - field.left) / field.step - 0.5;
  const cy = (y - field.top) / field.step - 0.5;
  const a = Math.max(0.6, rx / field.step);
  const b = Math.max(0.6, ry / field.step);
  const to = Math.min(field.height - 1, Math.floor(cy + b));
  for (let v = Math.max(0, Math.ceil(cy - b)); v <= to; v++) {
    const half = a * Math.sqrt(Math.max(0, 1 - ((v - cy) / b) ** 2));
    const last = Math.min(field.width - 1, Math.round(cx + half));
    for (let u = Math.max(0, Math.round(cx - half)); u <= last; u++) {
      const at = v * field.width + u;
      if ((plane.data[at] ?? 0) < value) plane.data[at] = value;
    }
  }
};
