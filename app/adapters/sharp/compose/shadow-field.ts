import { makeSoftMap, type SoftMap } from '../soft-map.ts';

/** Cells along the longer side of the frame: a shadow is slow, and its sharpest edge is some cells wide. */
const CELLS = 512;

/** A coarse plane over a part of the frame and a little beyond; cell (0, 0) begins at frame pixel (left, top). */
export interface Field {
  readonly left: number;
  readonly top: number;
  /** Frame pixels a cell. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/** Frame pixels; may reach beyond the frame, as what stands at its border throws its shadow into it. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Share of the frame beyond its border within which things are drawn. */
const BEYOND = 0.15;

export const makeField = (
  frame: { readonly width: number; readonly height: number },
  region: Region,
): Field => {
  const longest = Math.max(frame.width, frame.height);
  const beyond = longest * BEYOND;
  const step = Math.max(1, longest / CELLS);
  const left = Math.max(-beyond, region.left);
  const top = Math.max(-beyond, region.top);
  return {
    left,
    top,
    step,
    width: Math.max(2, Math.ceil((Math.min(frame.width + beyond, region.right) - left) / step)),
    height: Math.max(2, Math.ceil((Math.min(frame.height + beyond, region.bottom) - top) / step)),
  };
};

export const planeOf = (field: Field): SoftMap => makeSoftMap(field.width, field.height);

/** Fills an upright ellipse (frame pixels) with 1. */
export const drawEllipse = (
  field: Field,
  plane: SoftMap,
  x: number,
  y: number,
  rx: number,
  ry: number,
): void => {
  const cx = (x - field.left) / field.step - 0.5;
  const cy = (y - field.top) / field.step - 0.5;
  const a = Math.max(0.6, rx / field.step);
  const b = Math.max(0.6, ry / field.step);
  const to = Math.min(field.height - 1, Math.floor(cy + b));
  for (let v = Math.max(0, Math.ceil(cy - b)); v <= to; v++) {
    const half = a * Math.sqrt(Math.max(0, 1 - ((v - cy) / b) ** 2));
    const from = Math.max(0, Math.round(cx - half));
    const end = Math.min(field.width, Math.round(cx + half) + 1);
    if (end > from) plane.data.fill(1, v * field.width + from, v * field.width + end);
  }
};
