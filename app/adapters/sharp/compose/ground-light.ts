import type { SceneDescription } from '#app/domain/scene/scene-description.ts';

type Light = SceneDescription['light'];

/** How a scene's light falls on the ground that the product stands on. */
export interface GroundLight {
  /** Where the shadow of a point falls, in heights of that point: to the right, and away from the camera. */
  readonly across: number;
  readonly away: number;
  /** Softness of the shadow's edge, in heights of the point that throws it. */
  readonly penumbra: number;
  /** Share of the light that the thrown shadow takes away, and the occlusion around the foot. */
  readonly cast: number;
  readonly around: number;
  /** How much of the ground's depth the camera sees: 0 level with it, 1 from straight above. */
  readonly tilt: number;
  /** Exponents of the three channels in the shadow: where the main light is warm, what is left is cooler, and the other way. */
  readonly bias: readonly [red: number, green: number, blue: number];
}

/** Of length 1 on the ground; a light that is nearly overhead throws next to nothing sideways. */
const HEADING = {
  left: [0.98, 0.2],
  'front-left': [0.72, 0.7],
  front: [0.12, 1],
  'front-right': [-0.72, 0.7],
  right: [-0.98, 0.2],
  'back-left': [0.75, -0.66],
  back: [0.14, -1],
  'back-right': [-0.75, -0.66],
  top: [0.1, -0.12],
} as const satisfies Record<Light['direction'], readonly [across: number, away: number]>;

const QUALITY = {
  hard: { length: 0.8, penumbra: 0.03, cast: 0.66, around: 0.3 },
  soft: { length: 0.6, penumbra: 0.11, cast: 0.54, around: 0.4 },
  diffuse: { length: 0.3, penumbra: 0.26, cast: 0.34, around: 0.5 },
} as const satisfies Record<Light['quality'], object>;

const TILT = { low: 0.14, table: 0.24, eye: 0.36, high: 0.66, overhead: 1 } as const satisfies Record<
  SceneDescription['camera']['height'],
  number
>;

const BIAS = {
  warm: [1.07, 1, 0.92],
  neutral: [1, 1, 1],
  cool: [0.95, 1, 1.06],
} as const satisfies Record<Light['temperature'], readonly [number, number, number]>;

export const groundLight = ({ light, camera }: SceneDescription): GroundLight => {
  const [across, away] = HEADING[light.direction];
  const { length, penumbra, cast, around } = QUALITY[light.quality];
  return {
    across: across * length,
    away: away * length,
    penumbra,
    cast,
    around,
    tilt: TILT[camera.height],
    bias: BIAS[light.temperature],
  };
};
