import type { GroundPoint } from './ground-view.ts';
import type { Scene, Surface } from './plate-scene.ts';
import { layered, makeNoise, type Noise, smoothstep } from './texture-noise.ts';

/** What a point of a surface does to its colour: brighter or darker, redder or bluer. */
export type Texel = { tone: number; warm: number };

type Paint = (point: GroundPoint, texel: Texel) => void;

/** The material of the ground, as a function of the point on it. The same seed is the same piece of it. */
export function surfacePaint(scene: Scene): Paint {
  const noise = makeNoise(scene.seed ^ 0x51f15e);
  const paints: Record<Surface, (noise: Noise, scene: Scene) => Paint> = {
    wood,
    stone,
    terrazzo,
    fabric,
    concrete,
    tiles,
    sand,
    grass,
    snow,
    plain,
  };
  return paints[scene.surface](noise, scene);
}

/** How much of what is behind it a surface mirrors, at a flat angle. */
export const GLOSS: Readonly<Record<Surface, number>> = {
  wood: 0.2,
  stone: 0.34,
  terrazzo: 0.26,
  fabric: 0,
  concrete: 0.1,
  tiles: 0.3,
  sand: 0,
  grass: 0,
  snow: 0.04,
  plain: 0.12,
};

/** Boards with grain that runs along them: a table's lie across the picture, a floor's lead into it. */
function wood(noise: Noise, scene: Scene): Paint {
  const across = !scene.onFloor;
  const boards = across ? 4.2 : 7;
  return ({ u, v, blur }, texel) => {
    const along = across ? u : v;
    const side = (across ? v : u) * boards + 40;
    const board = Math.floor(side);
    const inside = side - board;
    const own = noise(board * 3.7 + 0.5, 7.5);
    // a floor's boards are cut to lengths
    const piece = across ? 0 : Math.floor(along * 0.9 + own * 9);
    const shade = noise(board * 5.3 + 0.5, piece * 2.9 + 3.5) - 0.5;
    const bend = layered(noise, along * 1.7 + board * 9, inside * 1.6 + piece, 2, blur) * 0.5;
    const rings = Math.sin((inside * 2.1 + bend + own * 5) * 11);
    const fine = layered(noise, along * 9 + board * 13, side * 60, 3, blur * 60);
    const gap = 1 - smoothstep(0, 0.012 + blur * boards * 1.2, Math.min(inside, 1 - inside));
    const gapDepth = 0.45 * Math.min(1, 0.016 / (blur * boards + 0.004));
    const seen = Math.max(0, 1 - blur * boards * 6);
    texel.tone = 1 + shade * 0.2 + rings * 0.035 * seen + fine * 0.13 + bend * 0.1 - gap * gapDepth;
    texel.warm = shade * 0.05 - fine * 0.03;
  };
}

/** Veins where warped noise crosses its middle, clouds between them. */
function stone(noise: Noise, scene: Scene): Paint {
  const veined = !scene.rough;
  return ({ u, v, blur }, texel) => {
    const warp = layered(noise, u * 2.1 + 9, v * 2.1, 3, blur * 2) * 0.9;
    const cloud = layered(noise, u * 1.3 + warp, v * 1.3 - warp, 4, blur);
    const crossing = Math.abs(
      layered(noise, u * 1.1 + v * 0.5 + warp * 0.7 + 40, v * 1.3 + warp * 0.5, 2, blur),
    );
    const shows = smoothstep(-0.12, 0.3, layered(noise, u * 1.6 + 7, v * 1.6 + 90, 2));
    const vein =
      (1 - smoothstep(0, 0.012 + blur * 2, crossing)) * shows +
      0.45 * (1 - smoothstep(0, 0.11, crossing)) * shows;
    const fissure = Math.abs(layered(noise, u * 2.3 - warp + v, v * 2.9 + 11 + warp, 3, blur * 3));
    const hair = (1 - smoothstep(0, 0.008 + blur * 3, fissure)) * smoothstep(0, 0.3, -cloud);
    const speckle = layered(noise, u * 90, v * 90, 2, blur * 90);
    texel.tone = veined
      ? 1 + cloud * 0.09 - vein * 0.17 - hair * 0.08 + speckle * 0.012
      : 1 + cloud * 0.16 + speckle * 0.11 - vein * 0.04;
    texel.warm = veined ? cloud * 0.012 - vein * 0.012 : cloud * 0.02;
  };
}

/** Chips of stone in a ground of their colour: one a cell, some of them dark, some warm. */
function terrazzo(noise: Noise): Paint {
  return ({ u, v, blur }, texel) => {
    let tone = 1 + layered(noise, u * 3, v * 3, 3, blur) * 0.03;
    let warm = 0;
    for (const size of [17, 38]) {
      const x = u * size;
      const y = v * size;
      const cx = Math.floor(x);
      const cy = Math.floor(y);
      const dx = x - cx - 0.3 - 0.4 * noise(cx * 3.1 + 0.5, cy * 5.7 + 0.5);
      const dy = y - cy - 0.3 - 0.4 * noise(cx * 7.3 + 0.5, cy * 2.3 + 9.5);
      const corner = layered(noise, x * 2.3, y * 2.3, 2) * 0.16;
      const reach = 0.3 * noise(cx * 1.7 + 20.5, cy * 9.1 + 0.5) + corner;
      const chip = smoothstep(0, 0.05 + blur * size, reach - Math.hypot(dx, dy));
      const kind = noise(cx * 4.9 + 0.5, cy * 3.3 + 30.5);
      tone += chip * (kind < 0.4 ? -0.17 : kind < 0.62 ? 0.06 : -0.07) * Math.max(0, 1 - blur * size * 0.7);
      warm += chip * (kind > 0.62 ? 0.1 : 0) * Math.max(0, 1 - blur * size * 0.7);
    }
    texel.tone = tone;
    texel.warm = warm;
  };
}

/** Threads, and folds that the light makes visible by their slope. */
function fabric(noise: Noise, scene: Scene): Paint {
  const deep = scene.draped ? 0.34 : 0.13;
  const [lx, ly] = slopeOfLight(scene);
  const height = (u: number, v: number) =>
    layered(noise, u * 1.1 + v * 0.5 + 3, v * 0.9 - u * 0.3, 2) +
    0.4 * layered(noise, u * 2.6 + 50, v * 3.1, 2);
  return ({ u, v, blur }, texel) => {
    const here = height(u, v);
    const slope = (height(u + 0.02 * lx, v + 0.02 * ly) - here) * 22;
    const threads =
      Math.sin(u * 880 + noise(u * 60, v * 4) * 3) * 0.5 + Math.sin(v * 880 + noise(u * 4, v * 60) * 3) * 0.5;
    const seen = Math.max(0, 1 - blur * 330);
    const slubs =
      layered(noise, u * 24, v * 160, 2, blur * 160) + layered(noise, u * 160, v * 24, 2, blur * 160);
    texel.tone = 1 - slope * deep + threads * 0.04 * seen + slubs * 0.03;
    texel.warm = slope * deep * -0.04;
  };
}

function concrete(noise: Noise): Paint {
  return ({ u, v, blur }, texel) => {
    const clouds = layered(noise, u * 1.6, v * 1.6, 5, blur * 1.6);
    const trowel = layered(noise, u * 3 + 70, v * 11, 3, blur * 11);
    const fine = layered(noise, u * 110, v * 110, 2, blur * 110);
    const pit = smoothstep(0.8, 0.9, noise(u * 46 + 5, v * 46)) * Math.max(0, 1 - blur * 60);
    texel.tone = 1 + clouds * 0.13 + trowel * 0.05 + fine * 0.05 - pit * 0.12;
    texel.warm = clouds * 0.02;
  };
}

function tiles(noise: Noise): Paint {
  const side = 3.4;
  return ({ u, v, blur }, texel) => {
    const x = u * side + 50.5;
    const y = v * side;
    const cx = Math.floor(x);
    const cy = Math.floor(y);
    const rim = Math.min(x - cx, 1 - x + cx, y - cy, 1 - y + cy);
    const joint = 1 - smoothstep(0.008, 0.02 + blur * side * 1.3, rim);
    const depth = Math.min(1, 0.03 / (blur * side + 0.01));
    const own = noise(cx * 3.7 + 0.5, cy * 5.1 + 0.5) - 0.5;
    const glaze = layered(noise, u * 7, v * 7, 3, blur * 7);
    texel.tone = 1 + own * 0.09 + glaze * 0.035 - joint * 0.2 * depth;
    texel.warm = own * 0.03;
  };
}

function sand(noise: Noise, scene: Scene): Paint {
  const [lx, ly] = slopeOfLight(scene);
  const height = (u: number, v: number) =>
    0.35 * Math.sin(v * 26 + u * 7 + layered(noise, u * 3, v * 3, 2) * 7) +
    2.2 * layered(noise, u * 1.5, v * 1.5, 3);
  return ({ u, v, blur }, texel) => {
    const slope = (height(u + 0.008 * lx, v + 0.008 * ly) - height(u, v)) * 2.4;
    const seen = Math.max(0, 1 - blur * 14);
    const grains = layered(noise, u * 210, v * 210, 2, blur * 150);
    texel.tone = 1 - slope * 0.3 * seen + grains * 0.17 + layered(noise, u, v, 3, blur) * 0.08;
    texel.warm = -slope * 0.02;
  };
}

/** Blades: noise that is long across the view; each tuft of its own green. */
function grass(noise: Noise): Paint {
  return ({ u, v, blur }, texel) => {
    const tuft = layered(noise, u * 9, v * 9, 3, blur * 7);
    const lean = layered(noise, u * 5 + 80, v * 5, 2, blur * 5) * 0.03;
    const blade = layered(noise, (u + lean) * 150, v * 34, 3, blur * 60);
    const second = layered(noise, (u - lean) * 90 + 33, v * 22 + 11, 2, blur * 40);
    const stalk = smoothstep(0.25, 0.6, blade + 0.5 * second);
    texel.tone = 0.92 + tuft * 0.3 + blade * 0.5 + stalk * 0.22;
    texel.warm = tuft * 0.1 + stalk * 0.06;
  };
}

function snow(noise: Noise, scene: Scene): Paint {
  const [lx, ly] = slopeOfLight(scene);
  const height = (u: number, v: number) => layered(noise, u * 1.4, v * 1.4, 3);
  return ({ u, v, blur }, texel) => {
    const slope = (height(u + 0.03 * lx, v + 0.03 * ly) - height(u, v)) * 9;
    const grains = layered(noise, u * 160, v * 160, 2, blur * 120);
    texel.tone = 1 - slope * 0.13 + grains * 0.035;
    // what the sun does not reach is lit by the sky
    texel.warm = -Math.max(0, slope) * 0.05;
  };
}

function plain(noise: Noise): Paint {
  return ({ u, v, blur }, texel) => {
    texel.tone =
      1 +
      layered(noise, u * 1.2, v * 1.2, 3, blur) * 0.035 +
      layered(noise, u * 130, v * 130, 2, blur * 130) * 0.02;
    texel.warm = 0;
  };
}

/** Towards the light, in ground units. */
function slopeOfLight(scene: Scene): readonly [number, number] {
  const x = scene.lightFrom.endsWith('left') ? -1 : scene.lightFrom.endsWith('right') ? 1 : 0;
  const y = scene.lightFrom.startsWith('back') ? 1 : scene.lightFrom.startsWith('front') ? -1 : 0;
  return x === 0 && y === 0 ? [-0.5, 0.7] : [x, y === 0 ? 0.4 : y];
}
