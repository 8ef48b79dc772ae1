import type { Size } from './backdrop.ts';
import { groundView } from './ground-view.ts';
import { falloff, type Gobo, goboOf } from './light-field.ts';
import type { Scene } from './plate-scene.ts';
import { GLOSS, surfacePaint } from './surfaces.ts';
import { layered, makeNoise, smoothstep } from './texture-noise.ts';

/** RGB of the backdrop; RGBA of the things' shadows (black) and of the things, all of the drawn size. */
export type Layers = { back: Buffer; shadows: Buffer; bodies: Buffer };

/** Puts backdrop, ground and things together under the scene's light, into RGB. */
export function paintPlate(scene: Scene, size: Size, { back, shadows, bodies }: Layers): Buffer {
  const { width, height } = size;
  const out = Buffer.alloc(width * height * 3);
  const light = falloff(scene);
  const gobo = goboOf(scene);
  const wallAt = wallShade(scene, size, gobo);
  const ground = groundOf(scene, size, gobo);
  const edge = scene.horizon * height;
  // the far edge of the ground is out of focus
  const rim = height * (scene.onFloor ? 0.008 : 0.0045);
  const tint = [1 + scene.warmth * 0.055, 1 + scene.warmth * 0.012, 1 - scene.warmth * 0.075];
  for (let y = 0, at = 0; y < height; y += 1) {
    const share = scene.horizon <= 0 ? 1 : smoothstep(edge - rim, edge + rim, y);
    const mirrored = Math.max(0, Math.min(height - 1, Math.round(2 * edge - y)));
    for (let x = 0; x < width; x += 1, at += 1) {
      const wall = share < 1 ? wallAt(x, y) : 1;
      const here = ground.at(x, y, share);
      const lit = light(x / width, y / height) * here.lit;
      const shade = 1 - (share * (shadows[at * 4 + 3] ?? 0)) / 255;
      const body = (bodies[at * 4 + 3] ?? 0) / 255;
      for (let c = 0; c < 3; c += 1) {
        let value = (back[at * 3 + c] ?? 0) * wall;
        if (share > 0) {
          const hue = c === 0 ? here.warm : c === 2 ? -here.warm : 0;
          const own = (scene.floor[c] ?? 0) * Math.max(0.05, here.tone) * (1 + hue) * shade;
          const mirror = (back[(mirrored * width + x) * 3 + c] ?? 0) * (0.5 + 0.5 * shade);
          value += (own + (mirror - own) * here.shine - value) * share;
        }
        const tinted = tint[c] ?? 1;
        value *= lit * tinted;
        if (body > 0) value += ((bodies[at * 4 + c] ?? 0) * (0.35 + 0.62 * lit) * tinted - value) * body;
        out[at * 3 + c] = toned(value);
      }
    }
  }
  return out;
}

/** How much stronger the light of a window is than what comes from everywhere. */
const beamOf = (scene: Scene): number => 0.14 + 0.42 * (1 - scene.softness);

/** Plaster, the window's light on it, and the dusk above a floor. */
function wallShade(
  scene: Scene,
  { width, height }: Size,
  gobo: Gobo | null,
): (x: number, y: number) => number {
  const noise = makeNoise(scene.seed ^ 0x3a11);
  const edge = scene.horizon * height;
  const near = scene.backdrop === 'wall' || scene.backdrop === 'tiles';
  const beam = beamOf(scene);
  return (x, y) => {
    let shade = 1;
    if (near) {
      shade += layered(noise, (x / width) * 3, (y / width) * 3, 5) * 0.055;
      const point = { u: (x / width - 0.5) * 1.1, v: 1.75 - (y / Math.max(1, edge)) * 1.5 };
      if (gobo) shade *= 1 - beam * 0.55 + beam * gobo(point);
    }
    if (scene.onFloor && !scene.outdoors) shade *= 1 - 0.16 * smoothstep(0.1, 0, (edge - y) / height);
    return shade;
  };
}

type GroundPixel = { tone: number; warm: number; lit: number; shine: number };

/** Material, light and sheen of the ground; one object, filled anew for each pixel. */
function groundOf(
  scene: Scene,
  { width, height }: Size,
  gobo: Gobo | null,
): { at: (x: number, y: number, share: number) => GroundPixel } {
  const view = groundView(scene, width, height);
  const material = surfacePaint(scene);
  const edge = scene.horizon * height;
  const gloss = GLOSS[scene.surface];
  const beam = beamOf(scene);
  const corner = scene.onFloor && !scene.outdoors && scene.horizon > 0;
  const pixel: GroundPixel = { tone: 1, warm: 0, lit: 1, shine: 0 };
  return {
    at: (x, y, share) => {
      pixel.lit = 1;
      if (share <= 0) return pixel;
      const point = view(x, Math.max(y, edge + 1));
      material(point, pixel);
      pixel.shine = gloss * (0.18 + 0.82 * point.far);
      if (gobo) pixel.lit *= 1 - share * (beam * 0.6 - beam * 1.25 * gobo(point));
      if (corner) pixel.lit *= 1 - 0.3 * share * smoothstep(0.09, 0, (y - edge) / height);
      return pixel;
    },
  };
}

/** Highlights roll off as film's do, instead of being cut. */
function toned(value: number): number {
  if (value <= 0) return 0;
  return Math.round(value <= 205 ? value : 205 + 50 * (1 - Math.exp(-(value - 205) / 50)));
}
