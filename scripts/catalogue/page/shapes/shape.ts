import { type BufferGeometry, Group, type Material, Mesh, type Object3D } from 'three';

/** Chosen by the shot: colour names, label texts, sizes. */
export type ShapeOptions = Readonly<Record<string, string | number>>;

/** Builds a product in centimetres, its front to +z, its middle over the origin. */
export type ShapeBuilder = (options: ShapeOptions) => Object3D;

export function text(options: ShapeOptions, key: string, otherwise: string): string {
  const value = options[key];
  return value === undefined ? otherwise : String(value);
}

export function number(options: ShapeOptions, key: string, otherwise: number): number {
  const value = options[key];
  return typeof value === 'number' ? value : otherwise;
}

export interface Placement {
  at?: readonly [number, number, number];
  turn?: readonly [number, number, number];
  scale?: number | readonly [number, number, number];
}

/** A part of a product: `turn` in radians about x, y, z. */
export function part(
  geometry: BufferGeometry,
  material: Material | Material[],
  placement: Placement = {},
): Mesh {
  const mesh = new Mesh(geometry, material);
  return place(mesh, placement);
}

export function place<Thing extends Object3D>(thing: Thing, placement: Placement): Thing {
  if (placement.at) thing.position.set(...placement.at);
  if (placement.turn) thing.rotation.set(...placement.turn);
  if (typeof placement.scale === 'number') thing.scale.setScalar(placement.scale);
  else if (placement.scale) thing.scale.set(...placement.scale);
  return thing;
}

/** Lets only part of the light samples see the part: the shadow of glass is light. */
export function faint<Thing extends Object3D>(thing: Thing, share: number): Thing {
  thing.userData.shadowShare = share;
  return thing;
}

export function assembled(...parts: readonly Object3D[]): Group {
  const group = new Group();
  group.add(...parts);
  return group;
}
