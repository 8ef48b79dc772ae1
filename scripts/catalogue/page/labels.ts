import {
  CanvasTexture,
  CylinderGeometry,
  Mesh,
  MeshPhysicalMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from 'three';
import { context2d } from './surfaces.ts';

/** Printed matter: drawn on a canvas, `PIXELS_PER_CM` fine, then stuck on. */

const LONGEST_SIDE = 1600;

export interface Sheet {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  /** Canvas pixels in a centimetre. */
  cm: number;
}

export const SERIF = '"DejaVu Serif", serif';
export const SANS = '"DejaVu Sans", sans-serif';
export const CONDENSED = '"DejaVu Sans Condensed", "DejaVu Sans", sans-serif';
export const LIGHT = '"DejaVu Sans Light", "DejaVu Sans", sans-serif';

/** A texture of `widthCm` by `heightCm`, drawn by `draw`. */
export function printed(widthCm: number, heightCm: number, draw: (sheet: Sheet) => void): CanvasTexture {
  const cm = Math.min(160, LONGEST_SIDE / Math.max(widthCm, heightCm));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(widthCm * cm);
  canvas.height = Math.round(heightCm * cm);
  draw({ context: context2d(canvas), width: canvas.width, height: canvas.height, cm });
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 8;
  return texture;
}

export function fill(sheet: Sheet, colour: string): void {
  sheet.context.fillStyle = colour;
  sheet.context.fillRect(0, 0, sheet.width, sheet.height);
}

/** One centred line of text; `size` and `y` in parts of the sheet's height, `spacing` in parts of the size. */
export function line(
  sheet: Sheet,
  text: string,
  style: {
    y: number;
    size: number;
    font: string;
    colour: string;
    weight?: string;
    spacing?: number;
    x?: number;
  },
): void {
  const { context, width, height } = sheet;
  let pixels = style.size * height;
  context.fillStyle = style.colour;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const set = () => {
    context.font = `${style.weight ?? 'normal'} ${pixels}px ${style.font}`;
    context.letterSpacing = `${(style.spacing ?? 0) * pixels}px`;
  };
  set();
  while (context.measureText(text).width > width * 0.9) {
    pixels *= 0.96;
    set();
  }
  context.fillText(text, (style.x ?? 0.5) * width + ((style.spacing ?? 0) * pixels) / 2, style.y * height);
  context.letterSpacing = '0px';
}

export function rule(sheet: Sheet, y: number, widthShare: number, colour: string, thicknessCm = 0.04): void {
  const { context, width, height, cm } = sheet;
  context.fillStyle = colour;
  context.fillRect(
    (width * (1 - widthShare)) / 2,
    y * height,
    width * widthShare,
    Math.max(1, thicknessCm * cm),
  );
}

/** Paper, slightly rough; a `foil` print would be another material. */
export function paper(texture: CanvasTexture, roughness = 0.72): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({ map: texture, roughness, specularIntensity: 0.6 });
}

/**
 * A label around a straight-sided vessel of that radius, its middle at `y`, facing +z.
 * `arc` is the part of a full turn that it covers.
 */
export function wrapLabel(
  options: { radius: number; y: number; height: number; arc: number; radiusTop?: number },
  draw: (sheet: Sheet) => void,
): Mesh {
  const angle = options.arc * Math.PI * 2;
  const top = (options.radiusTop ?? options.radius) + 0.02;
  const geometry = new CylinderGeometry(
    top,
    options.radius + 0.02,
    options.height,
    96,
    1,
    true,
    -angle / 2,
    angle,
  );
  const texture = printed(options.radius * angle, options.height, draw);
  const mesh = new Mesh(geometry, paper(texture));
  mesh.position.y = options.y;
  return mesh;
}

/** A flat label facing +z. */
export function flatLabel(width: number, height: number, draw: (sheet: Sheet) => void): Mesh {
  return new Mesh(new PlaneGeometry(width, height), paper(printed(width, height, draw)));
}
