import { hex, type Rgb } from '../plate/colour.ts';
import { PROPS, SURFACE_COLOUR, SURFACES } from '../plate/scene-words.ts';

/**
 * What a stand-in makes of a place that is only wished for in words: it knows a few dozen English ones, and says nothing of the
 * rest. Undefined: the request carries no wish.
 */
export interface Wish {
  readonly setting: string;
  readonly surface: string;
  readonly mood: string;
  readonly props: readonly string[];
  readonly palette: readonly string[];
  /** Words for the fields that are chosen from a list. */
  readonly words: readonly string[];
}

const WISH = /<data label="wish">\s*([\s\S]*?)\s*<\/data>/i;
const WARM = /\b(warm|cosy|cozy|candle|sunset|autumn|golden|christmas|fire|summer|sunny)\b/i;
const COOL = /\b(cool|cold|winter|snow|snowy|night|ice|frost|rain|sea|north)\b/i;
const HARD = /\b(hard|harsh|noon|spotlight|neon|strong shadow)\b/i;
const LIGHT: Rgb = [236, 230, 220];
const COLD: Rgb = [214, 222, 230];

export const wishOf = (text: string): Wish | undefined => {
  const said = WISH.exec(text)?.[1];
  if (said === undefined) return undefined;
  const [ground] = SURFACES.find(([, words]) => words.test(said)) ?? ['plain' as const];
  const temperature = WARM.test(said) ? 'warm' : COOL.test(said) ? 'cool' : 'neutral';
  const calm = temperature === 'cool' ? 'quiet and clear' : 'calm and inviting';
  return {
    setting: said.slice(0, 280),
    surface: ground === 'plain' ? 'a plain surface' : `a ${ground} surface`,
    mood: temperature === 'warm' ? 'warm and inviting' : calm,
    props: PROPS.filter(([, words]) => words.test(said)).map(([prop]) => prop),
    palette: [hex(temperature === 'cool' ? COLD : LIGHT), hex(SURFACE_COLOUR[ground])],
    words: [temperature, HARD.test(said) ? 'hard' : 'soft', 'front-left', 'table', 'medium'],
  };
};
