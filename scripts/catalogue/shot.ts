/**
 * What one photograph of the sample catalogue is made of. Plain data: it travels from Node into the page
 * that renders it, so that a photo is a pure function of its shot.
 */

/** Light set-ups; see `page/rigs.ts` for what stands where. */
export type RigName = 'softboxes' | 'overhead' | 'window' | 'lateSun' | 'ceiling' | 'rim';

/** Where the product stands. A plain sweep has a colour; the other scenes have furniture and props. */
export type Backdrop = { kind: 'sweep'; colour: string; wall?: string } | { kind: 'scene'; scene: SceneName };

export type SceneName =
  | 'kitchenShelf'
  | 'deskWithBooks'
  | 'wallpaper'
  | 'tiledCounter'
  | 'linen'
  | 'brickLedge'
  | 'marbleTray'
  | 'gardenTable'
  | 'windowsill'
  | 'workshop';

export interface CameraSpec {
  /** Degrees around the product; 0 looks along -z, positive walks to the product's left. */
  azimuth: number;
  /** Degrees above the horizon. */
  elevation: number;
  /** 35 mm equivalent focal length of the longer side, in millimetres. */
  focal: number;
  /** Longest side of the product's box over the frame's side on that axis. */
  fill: number;
  /** Where the box's centre stands, as a fraction of the frame away from its middle: right, up. */
  shift?: readonly [number, number];
  /** Blur of the lens: radius of the aperture as a fraction of the product's size. */
  aperture?: number;
  /** Degrees by which the hand held the camera askew. */
  roll?: number;
}

export interface Shot {
  /** File name without folder and extension. */
  name: string;
  shape: string;
  options: Readonly<Record<string, string | number>>;
  backdrop: Backdrop;
  rig: RigName;
  camera: CameraSpec;
  width: number;
  height: number;
  /** Degrees by which the product is turned on its base. */
  turn?: number;
  /** Exposure correction in stops. */
  ev?: number;
  /** White balance error: positive is warm. A studio has 0, a phone up to 1. */
  warmth?: number;
  /** Standard deviation of the sensor's noise in 8-bit steps. */
  grain?: number;
  seed: number;
}
