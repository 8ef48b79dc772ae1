import { seeded } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import type { Scene } from './plate-scene.ts';

export type Size = { width: number; height: number };

/** How far out of focus a backdrop is, as a share of the picture's width. */
export const BACKDROP_BLUR: Readonly<Record<Scene['backdrop'], number>> = {
  wall: 0.004,
  tiles: 0.004,
  drape: 0.007,
  shelves: 0.016,
  room: 0.021,
  lights: 0.012,
  sky: 0.012,
  sea: 0.008,
  hills: 0.011,
  trees: 0.017,
};

/** What is behind the ground as SVG, sharp: the lens blurs it afterwards. Fills the whole frame, so that floors can mirror it. */
export function backdropSvg(scene: Scene, { width, height }: Size): string {
  const random = seeded(scene.seed ^ 0xbac4);
  const edge = Math.max(height * 0.05, height * scene.horizon);
  const draw: Draw = { width, height, edge, random, scene };
  const top = hex(mix(scene.wall, scene.outdoors ? [120, 165, 205] : BLACK, scene.outdoors ? 0.3 : 0.07));
  const low = hex(mix(scene.wall, WHITE, scene.outdoors ? 0.45 : 0.05));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<linearGradient id="back" x1="0" y1="0" x2="0" y2="${scene.outdoors ? scene.horizon || 1 : 1}"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${low}"/></linearGradient>
</defs><rect width="${width}" height="${height}" fill="url(#back)"/>${PARTS[scene.backdrop](draw)}</svg>`;
}

type Draw = Size & { edge: number; random: () => number; scene: Scene };

const rect = (x: number, y: number, w: number, h: number, fill: Rgb, opacity = 1): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${hex(fill)}" fill-opacity="${opacity}"/>`;
const disc = (x: number, y: number, rx: number, ry: number, fill: Rgb, opacity = 1): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${hex(fill)}" fill-opacity="${opacity}"/>`;
const many = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join('');

const PARTS: Readonly<Record<Scene['backdrop'], (draw: Draw) => string>> = {
  wall: () => '',
  sky: ({ width, edge, random }) => clouds(width, edge, random),
  tiles: ({ width, height, scene, random }) => {
    const side = width / 9;
    return many(Math.ceil(height / (side / 2)) * 11, (at) => {
      const row = Math.floor(at / 11);
      const x = ((at % 11) - (row % 2) / 2) * side;
      const tone = mix(scene.wall, random() < 0.5 ? BLACK : WHITE, random() * 0.05);
      return `${rect(x, row * (side / 2), side * 0.985, side * 0.485, tone)}${rect(x, row * (side / 2), side * 0.985, side * 0.05, WHITE, 0.16)}`;
    });
  },
  drape: ({ width, height, scene, random }) =>
    many(15, (at) => {
      const x = (at / 14) * width + (random() - 0.5) * width * 0.05;
      const w = width * (0.02 + random() * 0.05);
      const bend = (random() - 0.5) * width * 0.1;
      const shade = at % 2 ? mix(scene.wall, BLACK, 0.26) : mix(scene.wall, WHITE, 0.3);
      return `<path d="M ${x - w} 0 C ${x + bend} ${height * 0.4}, ${x - bend} ${height * 0.7}, ${x - w} ${height} L ${x + w} ${height} C ${x - bend + w} ${height * 0.7}, ${x + bend + w} ${height * 0.4}, ${x + w} 0 Z" fill="${hex(shade)}" fill-opacity="0.4"/>`;
    }),
  shelves: ({ width, edge, scene, random }) =>
    many(3, (row) => {
      const y = edge * (0.18 + row * 0.3);
      const board = rect(0, y, width, edge * 0.03, mix(scene.floor, BLACK, 0.25));
      const under = rect(0, y + edge * 0.03, width, edge * 0.07, BLACK, 0.13);
      const things = many(9, (at) => {
        const h = edge * (0.08 + random() * 0.13);
        const w = width * (0.025 + random() * 0.05);
        const tone = mix(
          random() < 0.5 ? scene.accent : scene.floor,
          random() < 0.6 ? WHITE : BLACK,
          random() * 0.5,
        );
        return random() < 0.3 ? '' : rect(width * (at / 9 + random() * 0.04), y - h, w, h, tone, 0.92);
      });
      return things + board + under;
    }),
  room: ({ width, edge, scene, random }) => {
    const window = scene.lightFrom.endsWith('right') ? 0.72 : 0.06;
    const piece = mix(scene.floor, scene.wall, 0.35);
    const low = edge * (0.62 + random() * 0.08);
    const away = window < 0.5 ? 0.52 : 0.02;
    return [
      rect(width * window, edge * 0.04, width * 0.24, edge * 0.72, WHITE, 0.72),
      rect(width * (window + 0.115), edge * 0.04, width * 0.012, edge * 0.72, mix(scene.wall, BLACK, 0.1)),
      rect(width * away, low, width * 0.46, edge - low, piece),
      rect(width * away, low, width * 0.46, edge * 0.025, mix(piece, WHITE, 0.35)),
      many(4, () => {
        const h = edge * (0.06 + random() * 0.2);
        const x = width * (away + 0.03 + random() * 0.38);
        return rect(
          x,
          low - h,
          width * (0.03 + random() * 0.04),
          h,
          mix(scene.accent, random() < 0.5 ? WHITE : BLACK, 0.3),
        );
      }),
      rect(width * (away + 0.1), edge * 0.12, width * 0.17, edge * 0.26, mix(scene.wall, WHITE, 0.45)),
      rect(
        width * (away + 0.125),
        edge * 0.15,
        width * 0.12,
        edge * 0.2,
        mix(scene.wall, scene.accent, 0.35),
      ),
    ].join('');
  },
  lights: ({ width, edge, scene, random }) =>
    many(5, (at) =>
      rect(
        width * (at / 5),
        edge * (0.3 + random() * 0.4),
        width * 0.17,
        edge,
        mix(scene.wall, BLACK, 0.3),
        0.6,
      ),
    ) +
    many(46, () => {
      const r = width * (0.008 + random() * 0.02);
      const glow = mix(scene.accent, [255, 226, 170], 0.5 + random() * 0.5);
      return disc(random() * width, edge * (0.05 + random() * 0.85), r, r, glow, 0.18 + random() * 0.5);
    }),
  sea: ({ width, edge, scene, random }) => {
    const shore = edge * 0.74;
    const water = mix(mix(scene.accent, [110, 160, 180], 0.4), scene.wall, 0.45);
    return (
      clouds(width, shore, random) +
      rect(0, shore, width, edge - shore + 4, water) +
      many(60, () => {
        const y = shore + random() ** 0.7 * (edge - shore);
        return rect(
          random() * width,
          y,
          width * (0.03 + random() * 0.12),
          1.2 + ((y - shore) / edge) * 4,
          mix(water, WHITE, 0.6),
          0.35,
        );
      }) +
      rect(0, edge * 0.975, width, edge * 0.02, WHITE, 0.5)
    );
  },
  hills: ({ width, edge, scene, random }) =>
    clouds(width, edge * 0.6, random) +
    many(4, (at) => {
      const base = edge * (0.55 + at * 0.13);
      const tone = mix(scene.accent, scene.wall, 0.75 - at * 0.2);
      const points = Array.from(
        { length: 14 },
        (_, i) => `${(i / 13) * width},${base - random() * edge * (0.2 - at * 0.03)}`,
      );
      return `<polygon points="0,${edge * 1.05} ${points.join(' ')} ${width},${edge * 1.05}" fill="${hex(tone)}"/>`;
    }),
  trees: ({ width, edge, scene, random }) => {
    const green = mix(scene.accent, [84, 110, 62], 0.5);
    const crowns = many(90, () => {
      const y = edge * (0.3 + random() * 0.66);
      const r = width * (0.025 + random() * 0.075);
      const tone = mix(green, random() < 0.45 ? [214, 222, 150] : [24, 40, 26], random() * 0.5);
      return disc(random() * width, y, r, r * (0.6 + random() * 0.5), tone, 0.75);
    });
    const trunks = many(5, () => {
      const w = width * (0.012 + random() * 0.025);
      return rect(random() * width, edge * 0.15, w, edge * 0.9, mix([70, 56, 44], scene.wall, 0.25), 0.75);
    });
    const glints = many(34, () => {
      const r = width * (0.008 + random() * 0.014);
      return disc(
        random() * width,
        edge * (0.12 + random() * 0.6),
        r,
        r,
        [250, 250, 222],
        0.2 + random() * 0.4,
      );
    });
    return trunks + crowns + glints;
  },
};

const clouds = (width: number, edge: number, random: () => number): string =>
  many(7, () => {
    const x = random() * width;
    const y = edge * (0.08 + random() * 0.6);
    return many(6, () =>
      disc(
        x + (random() - 0.5) * width * 0.34,
        y + (random() - 0.5) * edge * 0.05,
        width * (0.04 + random() * 0.1),
        edge * (0.008 + random() * 0.03),
        WHITE,
        0.09,
      ),
    );
  });
