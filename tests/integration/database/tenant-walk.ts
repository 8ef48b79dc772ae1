import { CATALOGUE } from './tenant-walk/catalogue.ts';
import { EDGE } from './tenant-walk/edge.ts';
import { MAKING } from './tenant-walk/making.ts';
import { MONEY } from './tenant-walk/money.ts';
import { PUBLISHING } from './tenant-walk/publishing.ts';
import type { Walk } from './tenant-walk/walk.ts';

export { EXEMPTIONS } from './tenant-walk/walk.ts';

/** Every method of every repository. A new method does not compile, and fails the walk, until it is described here. */
export const WALK: Walk = { ...CATALOGUE, ...MAKING, ...PUBLISHING, ...MONEY, ...EDGE };
