import type { GroundPoint } from './ground-view.ts';
import type { Scene } from './plate-scene.ts';
import { layered, makeNoise, smoothstep } from './texture-noise.ts';

const SOURCE = {
  left: [-0.25, 0.3],
  right: [1.25, 0.3],
  back: [0.5, 0.02],
  'back-left': [0, 0.05],
  'back-right': [1, 0.05],
  front: [0.5, 0.95],
  'front-left': [-0.05, 0.9],
  'front-right': [1.05, 0.9],
  top: [0.5, 0.35],
} as const satisfies Record<Scene['lightFrom'], readonly [number, number]>;

/** Brightness over the frame: falls off with the distance from the light, the harder the faster. */
export function falloff(scene: Scene): (x: number, y: number) => number {
  const [sx, sy] = SOURCE[scene.lightFrom];
  const reach = 0.5 + scene.softness * 1.1;
  const drop = scene.outdoors ? 0.28 : 0.62;
  return (x, y) => {
    const away = (x - sx) ** 2 + 0.8 * (y - sy) ** 2;
    const corner = ((x - 0.5) ** 2 + (y - 0.5) ** 2) * 0.34;
    return scene.level * (1.15 - drop + drop / (1 + away / reach) - corner);
  };
}

/** What stands between a hard light and the place: window bars, or leaves; 0 in shadow .. 1 lit. */
export type Gobo = (point: Pick<GroundPoint, 'u' | 'v'>) => number;

/**
 * Light and shadow that a window or foliage out of the picture throws on the ground and the wall, as strong as the light is
 * hard. Null where the light is too soft for any.
 */
export function goboOf(scene: Scene): Gobo | null {
  if (scene.softness > 0.9 || scene.lightFrom === 'front' || scene.outdoors) return null;
  const noise = makeNoise(scene.seed ^ 0x1eaf);
  const soft = 0.03 + 0.16 * scene.softness;
  const side = scene.lightFrom.endsWith('right') ? -1 : 1;
  if (scene.leafShadows) {
    return ({ u, v }) => {
      const x = u * 3.2 + side * v * 1.1;
      const y = v * 3 - side * u * 0.8;
      // long leaves in two bunches that cross, the nearer one sharper
      const near = layered(noise, (x + y * 0.7) * 1.5, (y - x * 0.5) * 0.32 + 9, 2);
      const behind = layered(noise, (x - y * 0.5) * 1.1 + 60, (y + x * 0.8) * 0.4, 2);
      const open = 0.12 + 2 * soft;
      return Math.min(
        smoothstep(-open, open, near + 0.2),
        0.25 + 0.75 * smoothstep(-2 * open, 2 * open, behind + 0.22),
      );
    };
  }
  return ({ u, v }) => {
    // panes lean away from the side that the light comes from
    const x = (u + side * (0.3 * v - 0.42)) * 2.1;
    const y = v * 1.15 - 0.35;
    const inX = smoothstep(-0.72 - soft, -0.72 + soft, x) * (1 - smoothstep(0.72 - soft, 0.72 + soft, x));
    const inY = smoothstep(-0.2 - soft, -0.2 + soft, y) * (1 - smoothstep(1.7 - soft, 1.7 + soft, y));
    const bar = 1 - (1 - smoothstep(0.03, 0.05 + soft, Math.abs(x))) * 0.85;
    const rail = 1 - (1 - smoothstep(0.02, 0.05 + soft, Math.abs(y - 0.75))) * 0.85;
    return inX * inY * bar * rail;
  };
}
