import type { AwkwardKind } from '../awkward.ts';
import type { ShotPlan } from '../product.ts';
import type { RigName, SceneName } from '../shot.ts';

/** The two ways in which the pictures of the catalogue are taken. */

interface View {
  shape: string;
  options?: ShotPlan['options'];
  alt: string;
  size?: ShotPlan['size'];
  rig?: RigName;
  azimuth?: number;
  elevation?: number;
  focal?: number;
  fill?: number;
  shift?: readonly [number, number];
  turn?: number;
  ev?: number;
  warmth?: number;
  aperture?: number;
  awkward?: AwkwardKind;
}

function common(view: View) {
  return {
    shape: view.shape,
    options: view.options ?? {},
    alt: view.alt,
    turn: view.turn ?? 0,
    ev: (view.ev ?? 0) + 0.1,
    ...(view.awkward ? { awkward: view.awkward } : {}),
  };
}

/** In a studio: long lens, lamps with cloth before them, paper of one colour (and another for the wall). */
export function onPaper(paper: string, view: View & { wall?: string }): ShotPlan {
  return {
    ...common(view),
    size: view.size ?? 1200,
    backdrop: { kind: 'sweep', colour: paper, ...(view.wall ? { wall: view.wall } : {}) },
    rig: view.rig ?? 'softboxes',
    camera: {
      azimuth: view.azimuth ?? 0,
      elevation: view.elevation ?? 12,
      focal: view.focal ?? 90,
      fill: view.fill ?? 0.64,
      shift: view.shift ?? [0, -0.01],
      aperture: view.aperture ?? 0,
    },
    warmth: view.warmth ?? 0,
    grain: 0.7,
  };
}

/** By a merchant with a phone: a place with things about, shorter lens, hand-held, light as it happens to be. */
export function atPlace(scene: SceneName, view: View & { roll?: number }): ShotPlan {
  return {
    ...common(view),
    ev: (view.ev ?? 0) - 0.1,
    size: view.size ?? [960, 1200],
    backdrop: { kind: 'scene', scene },
    rig: view.rig ?? 'window',
    camera: {
      azimuth: view.azimuth ?? 0,
      elevation: view.elevation ?? 15,
      focal: view.focal ?? 48,
      fill: view.fill ?? 0.56,
      shift: view.shift ?? [0.02, -0.05],
      aperture: view.aperture ?? 0.018,
      roll: view.roll ?? 0.6,
    },
    warmth: view.warmth ?? 0.35,
    grain: 1.1,
  };
}
