import type { MeshPhysicalMaterialParameters, Texture } from 'three';
import { CanvasTexture, Color, MeshPhysicalMaterial, RepeatWrapping, SRGBColorSpace } from 'three';

/** What a surface is at one point: its colour (0..1, sRGB), its height and its roughness (0..1). */
export interface SurfacePoint {
  colour: readonly [number, number, number];
  height: number;
  roughness: number;
}

export interface SurfaceMaps {
  map: Texture;
  bumpMap: Texture;
  roughnessMap: Texture;
}

/** Painting takes a second or two in a script: what was painted for one photo serves the next. */
const painted = new Map<string, SurfaceMaps>();

/** The maps that `paint` makes of `options`, painted once. */
export function remembered<Options>(name: string, options: Options, paint: () => SurfaceMaps): SurfaceMaps {
  const key = name + JSON.stringify(options);
  const maps = painted.get(key) ?? paint();
  painted.set(key, maps);
  return maps;
}

/** Paints the maps of a surface that repeats, `side` pixels square; `at` gets u and v in 0..1. */
export function paintSurface(side: number, at: (u: number, v: number) => SurfacePoint): SurfaceMaps {
  const colour = new ImageData(side, side);
  const height = new ImageData(side, side);
  const roughness = new ImageData(side, side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const point = at((column + 0.5) / side, (row + 0.5) / side);
      const index = (row * side + column) * 4;
      for (let channel = 0; channel < 3; channel++) {
        colour.data[index + channel] = (point.colour[channel] ?? 0) * 255;
        height.data[index + channel] = point.height * 255;
        roughness.data[index + channel] = point.roughness * 255;
      }
      colour.data[index + 3] = height.data[index + 3] = roughness.data[index + 3] = 255;
    }
  }
  const map = repeating(colour);
  map.colorSpace = SRGBColorSpace;
  return { map, bumpMap: repeating(height), roughnessMap: repeating(roughness) };
}

function repeating(pixels: ImageData): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  context2d(canvas).putImageData(pixels, 0, 0);
  const texture = new CanvasTexture(canvas);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.anisotropy = 1;
  return texture;
}

export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no 2d canvas');
  return context;
}

/** A material of those maps; `tile` is the side in centimetres that the maps cover once (UVs in centimetres). */
export function surfaceMaterial(
  maps: SurfaceMaps,
  tile: number | readonly [number, number],
  more: MeshPhysicalMaterialParameters = {},
): MeshPhysicalMaterial {
  const [tileX, tileY] = typeof tile === 'number' ? [tile, tile] : tile;
  // Clones: painted maps are kept from photo to photo and shared.
  const own = {
    map: maps.map.clone(),
    bumpMap: maps.bumpMap.clone(),
    roughnessMap: maps.roughnessMap.clone(),
  };
  for (const texture of Object.values(own)) texture.repeat.set(1 / tileX, 1 / tileY);
  return new MeshPhysicalMaterial({ ...own, roughness: 1, bumpScale: 1, ...more });
}

/** The sRGB parts of a hex colour, 0..1, for painting canvases. */
export function srgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function blend(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  t: number,
): [number, number, number] {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

export function shade(a: readonly [number, number, number], factor: number): [number, number, number] {
  return [Math.min(1, a[0] * factor), Math.min(1, a[1] * factor), Math.min(1, a[2] * factor)];
}

export function colourOf(hex: string): Color {
  return new Color(hex);
}
