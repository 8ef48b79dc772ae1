/** 0..255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

export function hex([red, green, blue]: Rgb): string {
  const two = (value: number) =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0');
  return `#${two(red)}${two(green)}${two(blue)}`;
}

export function parseHex(text: string): Rgb {
  const value = Number.parseInt(text.replace('#', ''), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `share` of `b` in `a`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [18, 16, 14];

/** 0..1, Rec. 709 weights on the encoded values: enough to order colours by lightness. */
export function lightness([red, green, blue]: Rgb): number {
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/** Names people write in prompts, and the ones the vision answers give back. */
export const COLOUR_NAMES: Readonly<Record<string, Rgb>> = {
  white: [245, 244, 240],
  cream: [240, 230, 208],
  beige: [222, 205, 178],
  sand: [214, 192, 155],
  tan: [196, 160, 118],
  brown: [118, 80, 52],
  black: [32, 30, 30],
  charcoal: [62, 63, 66],
  grey: [150, 150, 150],
  silver: [196, 198, 202],
  red: [184, 48, 44],
  burgundy: [112, 28, 44],
  terracotta: [190, 104, 74],
  orange: [222, 128, 56],
  coral: [232, 126, 104],
  pink: [230, 170, 178],
  yellow: [232, 200, 84],
  mustard: [200, 158, 52],
  gold: [200, 162, 84],
  olive: [122, 122, 66],
  sage: [160, 172, 146],
  mint: [178, 216, 196],
  green: [84, 128, 84],
  'forest green': [44, 78, 54],
  teal: [48, 118, 120],
  turquoise: [94, 182, 178],
  'sky blue': [162, 200, 226],
  blue: [66, 104, 166],
  navy: [36, 48, 86],
  lavender: [196, 184, 218],
  purple: [112, 76, 136],
};

/** The nearest name of the list. */
export function nameOf(colour: Rgb): string {
  let best = 'grey';
  let least = Number.POSITIVE_INFINITY;
  for (const [name, value] of Object.entries(COLOUR_NAMES)) {
    const distance =
      2 * (value[0] - colour[0]) ** 2 + 4 * (value[1] - colour[1]) ** 2 + 3 * (value[2] - colour[2]) ** 2;
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}
