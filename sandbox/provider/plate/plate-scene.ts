import type { Rgb } from './colour.ts';

export type LightFrom =
  | 'left'
  | 'right'
  | 'front'
  | 'front-left'
  | 'front-right'
  | 'back'
  | 'back-left'
  | 'back-right'
  | 'top';
export type Surface =
  | 'wood'
  | 'stone'
  | 'terrazzo'
  | 'fabric'
  | 'concrete'
  | 'tiles'
  | 'sand'
  | 'grass'
  | 'snow'
  | 'plain';
export type Prop =
  | 'plant'
  | 'books'
  | 'vase'
  | 'lamp'
  | 'cup'
  | 'bowl'
  | 'candle'
  | 'fruit'
  | 'cloth'
  | 'box'
  | 'basket'
  | 'pebbles';

/** What is seen behind the ground, out of focus. */
export type Backdrop =
  | 'wall'
  | 'tiles'
  | 'drape'
  | 'shelves'
  | 'room'
  | 'lights'
  | 'sky'
  | 'sea'
  | 'hills'
  | 'trees';

/** What of a prompt the plate follows. */
export type Scene = {
  lightFrom: LightFrom;
  /** 0 hard .. 1 soft */
  softness: number;
  /** -1 cool .. 1 warm */
  warmth: number;
  /** 0 night .. 1 bright day */
  level: number;
  /** Where wall and surface meet, as a share of the height from the top; 0 is seen straight from above. */
  horizon: number;
  /** Where the product will stand, as a share of the height; and what of the width is to stay free round the middle. */
  footing: number;
  free: number;
  surface: Surface;
  /** A floor that leads to the wall, rather than a table with room behind it. */
  onFloor: boolean;
  /** Stone without veins, fabric in folds. */
  rough: boolean;
  draped: boolean;
  backdrop: Backdrop;
  /** Leaves out of the picture throw their shadows into it. */
  leafShadows: boolean;
  outdoors: boolean;
  wall: Rgb;
  floor: Rgb;
  accent: Rgb;
  props: Prop[];
  seed: number;
};
