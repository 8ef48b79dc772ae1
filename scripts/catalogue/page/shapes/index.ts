import type { Object3D } from 'three';
import * as beauty from './beauty.ts';
import * as containers from './containers.ts';
import * as desk from './desk.ts';
import * as furnishings from './furnishings.ts';
import type { ShapeBuilder, ShapeOptions } from './shape.ts';
import { sneaker } from './sneaker.ts';
import * as tableware from './tableware.ts';
import * as wear from './wear.ts';

const SHAPES: Readonly<Record<string, ShapeBuilder>> = {
  ...tableware,
  ...containers,
  ...beauty,
  ...furnishings,
  ...desk,
  ...wear,
  sneaker,
};

export function buildShape(name: string, options: ShapeOptions): Object3D {
  const build = SHAPES[name];
  if (!build) throw new Error(`no shape is called ${name}`);
  return build(options);
}
