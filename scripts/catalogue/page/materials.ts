import { Color, FrontSide, MeshPhysicalMaterial, type Side } from 'three';
import { surfaceMaterial } from './surfaces.ts';
import { brushed, leather, mineral, speckled, weave, wood } from './textures.ts';

/** Stuffs that several products are made of. UVs of mapped ones are in centimetres. */

export function glaze(colour: string, options: { gloss?: number; coat?: number } = {}): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({
    color: colour,
    roughness: 1 - (options.gloss ?? 0.6),
    clearcoat: options.coat ?? 0,
    clearcoatRoughness: 0.08,
    side: FrontSide,
  });
}

export function stoneware(ground: string, dot: string, seed: number): MeshPhysicalMaterial {
  const maps = speckled({ ground, dot, density: 0.3, seed });
  return surfaceMaterial(maps, 14, {
    bumpScale: 0.6,
    clearcoat: 0.35,
    clearcoatRoughness: 0.22,
    side: FrontSide,
  });
}

export function rawClay(colour: string, seed: number): MeshPhysicalMaterial {
  return surfaceMaterial(mineral({ colour, blotch: 0.22, grit: 0.25, seed }), 16, {
    bumpScale: 1.2,
    side: FrontSide,
  });
}

export function chrome(tint = '#f2f3f4', roughness = 0.04): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({ color: tint, metalness: 1, roughness, side: FrontSide });
}

export function brushedMetal(colour: string, roughness: number, seed: number): MeshPhysicalMaterial {
  return surfaceMaterial(brushed({ colour, roughness, seed }), [30, 8], {
    metalness: 1,
    bumpScale: 0.15,
    side: FrontSide,
  });
}

export function plastic(colour: string, gloss = 0.5, side: Side = FrontSide): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({ color: colour, roughness: 1 - gloss, side });
}

export function rubber(colour: string, seed = 3): MeshPhysicalMaterial {
  return surfaceMaterial(mineral({ colour, blotch: 0.08, grit: 0.12, seed, roughness: 0.8, side: 512 }), 6, {
    bumpScale: 0.5,
    side: FrontSide,
  });
}

/** Clear or tinted glass; `thickness` is what a ray passes through, in centimetres. */
export function glass(
  options: { tint?: string; depth?: number; thickness?: number; roughness?: number } = {},
): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({
    color: 0xffffff,
    roughness: options.roughness ?? 0.02,
    transmission: 1,
    ior: 1.5,
    thickness: options.thickness ?? 0.4,
    attenuationColor: new Color(options.tint ?? '#f4fbf8'),
    attenuationDistance: options.depth ?? 6,
    specularIntensity: 1,
    side: FrontSide,
  });
}

export function oak(seed: number, tones: { light?: string; dark?: string } = {}): MeshPhysicalMaterial {
  const maps = wood({
    light: tones.light ?? '#d9b98c',
    dark: tones.dark ?? '#a97c4b',
    planks: 1,
    seed,
    side: 768,
  });
  return surfaceMaterial(maps, [40, 8], { bumpScale: 0.4 });
}

export function cloth(
  warp: string,
  weft: string,
  options: { threadsPerCm: number; seed: number },
): MeshPhysicalMaterial {
  const tile = 6;
  const maps = weave({
    warp,
    weft,
    threads: Math.round((tile * options.threadsPerCm) / 2) * 2,
    slub: 2.2,
    seed: options.seed,
  });
  return surfaceMaterial(maps, tile, {
    bumpScale: 1.4,
    side: FrontSide,
    sheen: 0.25,
    sheenRoughness: 0.8,
    specularIntensity: 0.2,
  });
}

export function hide(colour: string, seed: number): MeshPhysicalMaterial {
  return surfaceMaterial(leather({ colour, seed }), 7, { bumpScale: 1.1, side: FrontSide });
}

export function waxed(colour: string): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({
    color: colour,
    roughness: 0.55,
    sheen: 0.3,
    sheenColor: new Color(colour),
    side: FrontSide,
  });
}
