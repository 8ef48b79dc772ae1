import type { MeshPhysicalMaterial, Object3D } from 'three';

/** A furnished place, as merchants photograph in: what the product stands on, what is behind it, what is around. */
export interface ScenePlan {
  floor: MeshPhysicalMaterial;
  wall: MeshPhysicalMaterial;
  /** Gap between product and wall: centimetres, and in product sizes. */
  wallGap: readonly [number, number];
  /** Cloth that is not smoothed out. */
  rumpled?: boolean;
  /** Stand left and right of the product and behind it, nearest first, alternating. */
  props: readonly Object3D[];
  /** Stand or hang at the wall, behind everything. */
  atWall?: readonly Object3D[];
}
