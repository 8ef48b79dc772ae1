import type { Picture } from './layer.ts';
import type { Random } from './random.ts';

type Rgb = readonly [number, number, number];

const colour = (random: Random, low: number, high: number, tint: number): Rgb => {
  const base = random.between(low, high);
  const one = () => Math.max(0, Math.min(255, base + random.between(-tint, tint)));
  return [one(), one(), one()];
};

const painted = (width: number, height: number, at: (x: number, y: number) => Rgb): Picture => {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i += 3) rgb.set(at(x, y), i);
  return { rgb, width, height };
};

const mixed = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

type Draw = (width: number, height: number, random: Random) => Picture;

const fade: Draw = (width, height, random) => {
  const [top, bottom] = [colour(random, 60, 240, 30), colour(random, 60, 240, 30)];
  return painted(width, height, (_, y) => mixed(top, bottom, y / height));
};

const room: Draw = (width, height, random) => {
  const wall = colour(random, 90, 235, 35);
  const floor = colour(random, 60, 220, 35);
  const edge = random.between(0.5, 0.75) * height;
  return painted(width, height, (x, y) =>
    y < edge
      ? mixed(wall, [255, 255, 255], 0.25 * (1 - x / width))
      : mixed(floor, [0, 0, 0], 0.3 * (1 - (y - edge) / (height - edge))),
  );
};

const tiles: Draw = (width, height, random) => {
  const tile = colour(random, 80, 230, 40);
  const joint = colour(random, 150, 240, 8);
  const side = Math.round(random.between(0.09, 0.2) * width);
  const gap = Math.max(2, Math.round(side * 0.04));
  const tones = Array.from({ length: 61 }, () => random.between(-0.12, 0.12));
  return painted(width, height, (x, y) => {
    if (x % side < gap || y % side < gap) return joint;
    const tone = tones[(Math.floor(x / side) * 7 + Math.floor(y / side) * 13) % 61] ?? 0;
    return mixed(tile, tone > 0 ? [255, 255, 255] : [0, 0, 0], Math.abs(tone));
  });
};

const planks: Draw = (width, height, random) => {
  const wood: Rgb = [random.between(120, 205), random.between(80, 150), random.between(45, 100)];
  const board = Math.round(random.between(0.1, 0.22) * height);
  const waves = Array.from(
    { length: 6 },
    () => [random.between(0.02, 0.25), random.between(0, 6.3)] as const,
  );
  return painted(width, height, (x, y) => {
    if (y % board < 3) return mixed(wood, [0, 0, 0], 0.5);
    let grain = 0;
    for (const [f, phase] of waves) grain += Math.sin(y * f * 3 + Math.sin(x * f * 0.08 + phase) * 2 + phase);
    return mixed(wood, [0, 0, 0], 0.12 + grain * 0.03);
  });
};

const bokeh: Draw = (width, height, random) => {
  const far = colour(random, 40, 150, 30);
  const lights = Array.from({ length: 14 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height * 0.8),
    r: random.between(0.03, 0.12) * width,
    c: colour(random, 120, 250, 50),
  }));
  return painted(width, height, (x, y) => {
    let c = far;
    for (const light of lights) {
      const d = Math.hypot(x - light.x, y - light.y) / light.r;
      if (d < 1.15) c = mixed(c, light.c, 0.45 * Math.min(1, (1.15 - d) / 0.15));
    }
    return c;
  });
};

const DRAWS = [fade, room, tiles, planks, bokeh] as const satisfies readonly [Draw, ...Draw[]];

/** A ground that no photo of the set has, a little noisy. */
export const newPlate = (width: number, height: number, random: Random): Picture => {
  const plate = random.pick(DRAWS)(width, height, random);
  const noise = random.between(0.5, 3);
  for (let i = 0; i < plate.rgb.length; i++)
    plate.rgb[i] = Math.max(0, Math.min(255, (plate.rgb[i] ?? 0) + (random.next() - 0.5) * 2 * noise));
  return plate;
};
