import sharp from 'sharp';
import { seeded } from '../seeded.ts';
import { BACKDROP_BLUR, backdropSvg, type Size } from './backdrop.ts';
import { type GroundPoint, groundView } from './ground-view.ts';
import { falloff, goboOf } from './light-field.ts';
import { drawProps } from './props.ts';
import type { Scene } from './read-scene.ts';
import { GLOSS, surfacePaint } from './surfaces.ts';
import { layered, makeNoise, smoothstep } from './texture-noise.ts';

/** Raw RGB, 8 bits a channel. */
export type Pixels = { data: Buffer; width: number; height: number };

/** Pixels are drawn at most this wide or high; what is larger is enlarged from it, as drawing is what takes the time. */
const DRAWN_SIDE = 1024;
/** What is out of focus needs no more than this. */
const SOFT_SIDE = 448;

/**
 * An empty room for a product, drawn by us as a camera would see it: a backdrop out of focus, a ground of some material in
 * perspective that ends at the stated height, light that falls off from its side and comes through a window, things at the
 * sides, film grain. The same scene and size give the same pixels.
 */
export async function drawPlate(scene: Scene, width: number, height: number): Promise<Pixels> {
  const drawn = scaledTo({ width, height }, DRAWN_SIDE);
  const soft = scaledTo(drawn, SOFT_SIDE);
  const layers = drawProps(scene, soft, seeded(scene.seed ^ 0x9707));
  const near = scene.horizon <= 0;
  const [back, shadows, bodies] = await Promise.all([
    rendered(backdropSvg(scene, soft), drawn, BACKDROP_BLUR[scene.backdrop] * soft.width, 3),
    rendered(
      svgOf(layers.shadows, soft),
      drawn,
      (near ? 0.006 : 0.012 + 0.014 * scene.softness) * soft.width,
      4,
    ),
    rendered(svgOf(layers.bodies, soft), drawn, (near ? 0.0009 : 0.0052) * soft.width, 4),
  ]);
  const picture = Buffer.alloc(drawn.width * drawn.height * 3);
  paint(scene, drawn, { back, shadows, bodies }, picture);
  const data = await sharp(picture, { raw: { ...drawn, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  grain(data, width, scene.seed);
  return { data, width, height };
}

function scaledTo({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const svgOf = (inside: string, { width, height }: Size): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;

/** Blurred at its own size, then enlarged. */
async function rendered(svg: string, to: Size, blur: number, channels: 3 | 4): Promise<Buffer> {
  const image = sharp(Buffer.from(svg), { limitInputPixels: false });
  const shaped = channels === 3 ? image.removeAlpha() : image.ensureAlpha();
  const soft = await shaped.blur(Math.max(0.4, blur)).png({ compressionLevel: 1 }).toBuffer();
  return sharp(soft).resize(to.width, to.height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
}

type Layers = { back: Buffer; shadows: Buffer; bodies: Buffer };

function paint(scene: Scene, { width, height }: Size, { back, shadows, bodies }: Layers, out: Buffer): void {
  const light = falloff(scene);
  const gobo = goboOf(scene);
  const view = groundView(scene, width, height);
  const material = surfacePaint(scene);
  const wallNoise = makeNoise(scene.seed ^ 0x3a11);
  const texel = { tone: 1, warm: 0 };
  const edge = scene.horizon * height;
  // the far edge of the ground is out of focus
  const rim = scene.horizon <= 0 ? 1 : height * (scene.onFloor ? 0.008 : 0.0045);
  const gloss = GLOSS[scene.surface];
  const beam = 0.14 + 0.42 * (1 - scene.softness);
  const tint = [1 + scene.warmth * 0.055, 1 + scene.warmth * 0.012, 1 - scene.warmth * 0.075] as const;
  const flat = scene.backdrop === 'wall' || scene.backdrop === 'tiles';
  for (let y = 0, at = 0; y < height; y += 1) {
    const ground = scene.horizon <= 0 ? 1 : smoothstep(edge - rim, edge + rim, y);
    const mirrored = Math.max(0, Math.min(height - 1, Math.round(2 * edge - y)));
    for (let x = 0; x < width; x += 1, at += 1) {
      let lit = light(x / width, y / height);
      let wall = 1;
      if (ground < 1) {
        const plaster = flat ? layered(wallNoise, (x / width) * 3, (y / width) * 3, 5) * 0.055 : 0;
        const onWall =
          flat && gobo ? gobo({ u: (x / width - 0.5) * 1.1, v: 1.75 - (y / Math.max(1, edge)) * 1.5 }) : 0.5;
        wall = (1 + plaster) * (flat && gobo ? 1 - beam * 0.55 + beam * onWall : 1);
        if (scene.onFloor && !scene.outdoors) wall *= 1 - 0.16 * smoothstep(0.1, 0, (edge - y) / height);
      }
      let point: GroundPoint | undefined;
      if (ground > 0) {
        point = view(x, Math.max(y, edge + 1));
        material(point, texel);
        if (gobo) lit *= 1 - ground * (beam * 0.6 - beam * 1.25 * gobo(point));
        if (scene.onFloor && !scene.outdoors && scene.horizon > 0)
          lit *= 1 - 0.3 * ground * smoothstep(0.09, 0, (y - edge) / height);
      }
      const shade = 1 - (ground * (shadows[at * 4 + 3] ?? 0)) / 255;
      const body = (bodies[at * 4 + 3] ?? 0) / 255;
      const far = point?.far ?? 0;
      const shine = gloss * (0.18 + 0.82 * far);
      for (let c = 0; c < 3; c += 1) {
        const behind = (back[at * 3 + c] ?? 0) * wall;
        let value = behind;
        if (ground > 0) {
          const hue = c === 0 ? texel.warm : c === 2 ? -texel.warm : 0;
          const own = (scene.floor[c] ?? 0) * Math.max(0.05, texel.tone) * (1 + hue) * shade;
          const mirror = (back[(mirrored * width + x) * 3 + c] ?? 0) * (0.5 + 0.5 * shade);
          const seen = own + (mirror - own) * shine;
          value = behind + (seen - behind) * ground;
        }
        value *= lit * tint[c as 0 | 1 | 2];
        if (body > 0)
          value += ((bodies[at * 4 + c] ?? 0) * (0.35 + 0.62 * lit) * tint[c as 0 | 1 | 2] - value) * body;
        out[at * 3 + c] = toned(value);
      }
    }
  }
}

/** Highlights roll off as film's do, instead of being cut. */
function toned(value: number): number {
  if (value <= 0) return 0;
  const v = value <= 205 ? value : 205 + 50 * (1 - Math.exp(-(value - 205) / 50));
  return Math.round(v);
}

const GRAIN_SIDE = 256;

/** A seeded tile of grain over the finished size, shifted from tile to tile. In place. */
function grain(data: Buffer, width: number, seed: number): void {
  const random = seeded(seed ^ 0x67a1);
  const tile = Float32Array.from({ length: GRAIN_SIDE * GRAIN_SIDE }, () => (random() + random() - 1) * 4);
  for (let at = 0, pixel = 0; at < data.length; at += 3, pixel += 1) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const shift = (y >> 8) * 97 + (x >> 8) * 41;
    const noise = tile[((y + shift) & 255) * GRAIN_SIDE + ((x + shift * 3) & 255)] ?? 0;
    for (let c = at; c < at + 3; c += 1) {
      const value = (data[c] ?? 0) + noise;
      data[c] = value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
    }
  }
}
