import type { ProductPlan } from '../product.ts';
import { BATH } from './bath.ts';
import { DESK_AND_PLAY } from './desk-and-play.ts';
import { HOME } from './home.ts';
import { KITCHEN } from './kitchen.ts';
import { ODD } from './odd.ts';
import { PANTRY_AND_BAR } from './pantry-and-bar.ts';
import { WEAR } from './wear.ts';

export const PRODUCTS: readonly ProductPlan[] = [
  ...KITCHEN,
  ...PANTRY_AND_BAR,
  ...HOME,
  ...BATH,
  ...WEAR,
  ...DESK_AND_PLAY,
  ...ODD,
];

export const COLLECTIONS: readonly { handle: string; title: string }[] = [
  { handle: 'kitchen', title: 'Kitchen & Table' },
  { handle: 'pantry', title: 'Pantry' },
  { handle: 'tea-time', title: 'Tea Time' },
  { handle: 'bar', title: 'The Bar' },
  { handle: 'home', title: 'Home' },
  { handle: 'bath', title: 'Bath & Beauty' },
  { handle: 'wear', title: 'To Wear & Carry' },
  { handle: 'desk', title: 'Desk & Tech' },
  { handle: 'play', title: 'Play' },
  { handle: 'gifts', title: 'Gifts' },
];
