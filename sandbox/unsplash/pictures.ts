import sharp from 'sharp';
import { hex, type Rgb } from '../provider/plate/colour.ts';
import { drawPlate } from '../provider/plate/draw-plate.ts';
import { readScene } from '../provider/plate/read-scene.ts';

/** A photographer of the stand-in; none of them exists. */
export type Author = { username: string; name: string };

export type Photo = {
  id: string;
  words: string;
  width: number;
  height: number;
  author: Author;
};

const AUTHORS: readonly [Author, ...Author[]] = [
  { username: 'ada_standin', name: 'Ada Standin' },
  { username: 'ben_placeholder', name: 'Ben Placeholder' },
  { username: 'cleo_sample', name: 'Cleo Sample' },
];

/** Each is a drawn room; the words are what it is drawn from and found by. */
const WORDS = [
  'bright kitchen, oak table, soft window light from the left, plants',
  'white marble bathroom, light from the right, towels, cool',
  'beach at sunset, sand, warm light from behind, low angle',
  'dark moody concrete studio, light from above, candle',
  'linen bed in morning light from the left, cream and sage, books',
  'garden lawn, grass, bright sun from the right, flowers',
  'terracotta plaster wall, wooden shelf, warm light from the back left, vase',
  'snowy terrace in winter, cool light from the left',
  'autumn table, walnut wood, pumpkins and candles, warm, dim light from the right',
  'scandinavian living room, light grey, oak floor, lamp, light from the left',
  'slate stone counter, charcoal, hard light from the back right, fruit',
  'pink studio backdrop, soft light from the front, plain',
  'office desk, birch wood, navy wall, light from the right, books and cup',
  'forest moss, green, diffuse light from above, ferns',
  'travertine podium, beige and sand, hard sun from the left, palm leaves',
  'christmas table, dark wood, red and gold, candles, gifts, warm light from the left',
  'tiled kitchen, mint and white, window light from the front left, bowl',
  'loft with concrete floor, industrial, light from the back, lamp',
  'spring picnic, meadow grass, yellow cloth, sunny light from the right, fruit',
  'spa, bamboo wood, green leaves, soft light from above, towels',
  'flat lay on linen, straight from above, light from the left, eucalyptus',
  'teal velvet sofa, living room, warm lamp light from the right',
  'desert dune, sand, hard sun from the back left',
  'lavender wall, white wooden table, soft light from the left, vase with flowers',
] as const;

const SHAPES: readonly (readonly [number, number])[] = [
  [3000, 2000],
  [2000, 3000],
  [2400, 2400],
];

export const PHOTOS: readonly Photo[] = WORDS.map((words, index) => {
  const [width, height] = SHAPES[index % SHAPES.length] ?? [2400, 2400];
  return {
    id: `stand-in-${String(index + 1).padStart(2, '0')}`,
    words,
    width,
    height,
    author: AUTHORS[index % AUTHORS.length] ?? AUTHORS[0],
  };
});

export const wallColour = (photo: Photo): string => hex(readScene(photo.words).wall as Rgb);

/** The picture at this width as JPEG, drawn when it is asked for. */
export async function drawPhoto(photo: Photo, width: number): Promise<Buffer> {
  const height = Math.round((width * photo.height) / photo.width);
  const { data } = await drawPlate(readScene(photo.words), width, height);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}
