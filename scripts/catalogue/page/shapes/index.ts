import type { Object3D } from 'three';
import * as audio from './audio.ts';
import * as bags from './bags.ts';
import * as beauty from './beauty.ts';
import * as bottles from './bottles.ts';
import * as furnishings from './furnishings.ts';
import * as jars from './jars.ts';
import * as print from './print.ts';
import type { ShapeBuilder, ShapeOptions } from './shape.ts';
import { sneaker } from './sneaker.ts';
import * as tableware from './tableware.ts';
import * as toys from './toys.ts';
import * as wear from './wear.ts';

const SHAPES: Readonly<Record<string, ShapeBuilder>> = {
  ...tableware,
  ...bottles,
  ...jars,
  ...beauty,
  ...furnishings,
  ...audio,
  ...print,
  ...toys,
  ...wear,
  ...bags,
  sneaker,
};

export function buildShape(name: string, options: ShapeOptions): Object3D {
  const build = SHAPES[name];
  if (!build) throw new Error(`no shape is called ${name}`);
  return build(options);
}
