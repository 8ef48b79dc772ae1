import type { Damage } from './damage.ts';

const FACTOR = [1.08, 1.11, 1.16] as const;

/** Wider or taller than it is; 8 % at the faintest. */
export const stretched: Damage = async ({ layer }, { level, random }) => {
  const factor = FACTOR[level];
  const wide = random.next() < 0.5;
  return {
    layer,
    stretchX: wide ? factor : 1,
    stretchY: wide ? 1 : factor,
    foreign: false,
    note: `${wide ? 'wider' : 'taller'} by ${Math.round((factor - 1) * 100)} %`,
  };
};
