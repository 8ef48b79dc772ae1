/** Draws our own set of inspirations, for installations without a key of Unsplash. The same script draws the same pictures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { hex } from '#sandbox/provider/plate/colour.ts';
import { drawPlate } from '#sandbox/provider/plate/draw-plate.ts';
import { readScene } from '#sandbox/provider/plate/read-scene.ts';

const SCENES: readonly (readonly [id: string, words: string])[] = [
  ['bright-kitchen', 'bright kitchen, oak wood table, soft window light from the left, plants'],
  ['marble-bath', 'marble bathroom counter, cool light from the right, towels'],
  ['warm-terracotta', 'terracotta wall, walnut wood shelf, warm light from the back left, vase'],
  ['dark-concrete', 'dark concrete studio, moody light from above, candle'],
  ['linen-morning', 'linen bed, cream and sage, morning light from the left, books'],
  ['beach-sunset', 'beach, sand, sunset, warm light from behind'],
  ['garden-noon', 'garden, grass, bright sun from the right, flowers'],
  ['nordic-room', 'light grey living room, oak wood floor, light from the left, lamp'],
  ['slate-counter', 'charcoal slate stone counter, hard light from the back right, fruit'],
  [
    'autumn-table',
    'autumn, dark wood table, orange and brown, dim warm light from the right, pumpkins, candle',
  ],
  ['winter-terrace', 'winter terrace, snow, cool light from the left'],
  ['festive-table', 'festive wood table, red and gold, warm light from the left, candles, gifts'],
  ['pink-studio', 'pink studio, soft light from the front'],
  ['mint-tiles', 'mint tiled kitchen, window light from the front left, bowl'],
  ['spa-bamboo', 'spa, bamboo wood, beige, soft light from above, green leaves, towels'],
  ['flat-linen', 'flat lay, straight from above, linen fabric, light from the left, eucalyptus leaves'],
];
const [WIDTH, HEIGHT] = [1080, 810];

const folder = resolve(import.meta.dirname, '../app/adapters/own-pictures/pictures');
mkdirSync(folder, { recursive: true });
const index = [];
for (const [id, words] of SCENES) {
  const scene = readScene(words);
  const { data } = await drawPlate(scene, WIDTH, HEIGHT);
  const file = await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 74, mozjpeg: true })
    .toBuffer();
  const preview = await sharp(file).resize(320).jpeg({ quality: 66, mozjpeg: true }).toBuffer();
  writeFileSync(join(folder, `${id}.jpg`), file);
  writeFileSync(join(folder, `${id}.preview.jpg`), preview);
  index.push({ id, description: words, width: WIDTH, height: HEIGHT, colour: hex(scene.wall) });
}
writeFileSync(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
