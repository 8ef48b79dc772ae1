import { z } from 'zod';

/** An sRGB colour as `#rrggbb`, stored in lower case so that equal colours are equal recipes. */
export const colourSchema = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb')
  .toLowerCase()
  .meta({ description: 'sRGB colour, #rrggbb', example: '#ffffff' });
export type Colour = z.infer<typeof colourSchema>;

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number];

export const rgbOf = (colour: Colour): Rgb => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

export const colourOf = (rgb: Rgb): Colour =>
  `#${rgb
    .map((v) =>
      Math.max(0, Math.min(255, Math.round(v)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** `a` moved towards `b` by `share` (0 = a, 1 = b), in sRGB values. */
export const mixColours = (a: Colour, b: Colour, share: number): Colour => {
  const [ar, ag, ab] = rgbOf(a);
  const [br, bg, bb] = rgbOf(b);
  return colourOf([ar + (br - ar) * share, ag + (bg - ag) * share, ab + (bb - ab) * share]);
};
