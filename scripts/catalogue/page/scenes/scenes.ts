import type { MeshPhysicalMaterial, Object3D } from 'three';
import type { SceneName } from '../../shot.ts';
import type { Random } from '../random.ts';
import { buildShape } from '../shapes/index.ts';
import { assembled, place } from '../shapes/shape.ts';
import { surfaceMaterial } from '../surfaces.ts';
import { bricks, marble, mineral, tiles, weave, wood } from '../textures.ts';
import { hedge, outdoors, pegboard, poster, wallpaper } from './painted.ts';
import {
  bookPile,
  bookRow,
  cardboardBox,
  citrus,
  cuttingBoard,
  foldedTowel,
  pictureFrame,
  pottedPlant,
  smallBowl,
} from './props.ts';
import type { ScenePlan } from './scene-plan.ts';

/** The furnished places, by name. */
export const SCENES: Readonly<Record<SceneName, (random: Random) => ScenePlan>> = {
  kitchenShelf: (random) => ({
    floor: planks('#d8b483', '#a3743f', 4),
    wall: surfaceMaterial(
      tiles({ glaze: '#eceae4', grout: '#b9b4aa', columns: 4, rows: 8, bond: true, seed: 3 }),
      60,
      { bumpScale: 2 },
    ),
    wallGap: [8, 0.35],
    props: [
      buildShape('jar', {
        name: 'JAM',
        kind: 'sour cherry',
        content: '#5b0f16',
        accent: '#8e2430',
        paper: '#fbf3ec',
      }),
      stacked([buildShape('bowl', {}), buildShape('bowl', { ground: '#e9dcc9', inside: '#b77c54' })], 2.6),
      buildShape('oilBottle', {}),
      pottedPlant(random, { size: 0.9 }),
      buildShape('mug', { ground: '#50606a', dot: '#26313a' }),
      cuttingBoard(6),
    ],
  }),
  deskWithBooks: (random) => ({
    floor: planks('#8a5a36', '#4c2c17', 3),
    wall: surfaceMaterial(mineral({ colour: '#8fa08c', blotch: 0.06, grit: 0.06, seed: 14 }), 60, {
      bumpScale: 0.6,
    }),
    wallGap: [14, 0.5],
    props: [
      bookPile(4, random),
      buildShape('woodenCup', {}),
      pottedPlant(random, { pot: '#e6e2da' }),
      buildShape('mug', { ground: '#b4513c', dot: '#5e2318' }),
      bookRow(7, random),
    ],
    atWall: [pictureFrame({ width: 24, height: 30, art: poster(), frame: '#241d18' })],
  }),
  wallpaper: (random) => ({
    floor: surfaceMaterial(
      wood({ light: '#f1eee8', dark: '#dcd6ca', planks: 1, seed: 5, gloss: 0.45 }),
      [120, 60],
      { bumpScale: 0.3 },
    ),
    wall: wallpaper(),
    wallGap: [10, 0.45],
    props: [
      buildShape('vase', { form: 'bottle', clay: '#a4553c' }),
      buildShape('candle', { scent: 'Cedar' }),
      bookPile(2, random),
      pottedPlant(random, { pot: '#2f3b46' }),
    ],
    atWall: [],
  }),
  tiledCounter: (random) => ({
    floor: surfaceMaterial(marble({ ground: '#e9e6e1', vein: '#8d8a88', seed: 12 }), 90, { bumpScale: 0 }),
    wall: surfaceMaterial(
      tiles({ glaze: '#2f6f73', grout: '#d8d5cc', columns: 6, rows: 6, bond: false, seed: 8 }),
      60,
      { bumpScale: 2 },
    ),
    wallGap: [10, 0.4],
    props: [
      bowlOf([citrus('#e9b21f', 3, random), citrus('#e9b21f', 3.1, random), citrus('#8fae2b', 2.6, random)]),
      cuttingBoard(8),
      citrus('#e9b21f', 3, random),
      buildShape('oilBottle', {}),
      citrus('#8fae2b', 2.6, random),
      buildShape('carafe', {}),
    ],
  }),
  linen: (random) => ({
    floor: surfaceMaterial(weave({ warp: '#cfc2ab', weft: '#dbd0bb', threads: 150, slub: 3, seed: 6 }), 9, {
      bumpScale: 1.4,
      specularIntensity: 0.2,
    }),
    wall: surfaceMaterial(mineral({ colour: '#a9927b', blotch: 0.3, grit: 0.1, seed: 18 }), 70, {
      bumpScale: 1,
    }),
    wallGap: [20, 1.2],
    rumpled: true,
    props: [
      smallBowl('#6f8791'),
      citrus('#d9822b', 3.4, random),
      pottedPlant(random, { size: 0.8 }),
      bookPile(2, random),
    ],
  }),
  brickLedge: (random) => ({
    floor: surfaceMaterial(mineral({ colour: '#a7a39c', blotch: 0.25, grit: 0.22, seed: 22 }), 70, {
      bumpScale: 1.6,
    }),
    wall: surfaceMaterial(bricks({ brick: '#a4523a', dark: '#6d3527', mortar: '#b5aa9b', seed: 4 }), 100, {
      bumpScale: 5,
    }),
    wallGap: [6, 0.4],
    props: [
      pottedPlant(random),
      cardboardBox(22, 15, 18),
      pottedPlant(random, { pot: '#8d8a83', size: 1.2 }),
      bookPile(3, random),
    ],
  }),
  marbleTray: (random) => ({
    floor: surfaceMaterial(marble({ ground: '#34383a', vein: '#c9c2b4', seed: 30 }), 80, { bumpScale: 0 }),
    wall: surfaceMaterial(mineral({ colour: '#c9a99a', blotch: 0.1, grit: 0.05, seed: 16 }), 60, {
      bumpScale: 0.5,
    }),
    wallGap: [12, 0.7],
    props: [
      foldedTowel('#efe9df'),
      buildShape('candle', { scent: 'Neroli' }),
      buildShape('pumpBottle', {}),
      pottedPlant(random, { size: 0.8, pot: '#d9d4cb' }),
    ],
  }),
  gardenTable: (random) => ({
    floor: planks('#b3aca0', '#6f675c', 5, 0.05),
    wall: hedge(),
    wallGap: [40, 1.6],
    props: [
      pottedPlant(random),
      pottedPlant(random, { size: 1.2 }),
      smallBowl('#c9d2c4'),
      pottedPlant(random, { size: 1.1, pot: '#7d5a49' }),
      pottedPlant(random, { size: 1.3 }),
    ],
  }),
  windowsill: (random) => ({
    floor: surfaceMaterial(
      wood({ light: '#f4f2ee', dark: '#e2ddd4', planks: 1, seed: 9, gloss: 0.5 }),
      [120, 60],
      { bumpScale: 0.3 },
    ),
    wall: outdoors(),
    wallGap: [16, 0.8],
    props: [
      pottedPlant(random, { pot: '#ece8e0' }),
      buildShape('mug', { ground: '#dfe3e6', dot: '#7b8790' }),
      bookPile(3, random),
      pottedPlant(random),
    ],
  }),
  workshop: (random) => ({
    floor: planks('#c49a67', '#84592f', 6),
    wall: pegboard(),
    wallGap: [12, 0.5],
    props: [
      cardboardBox(24, 18, 20),
      buildShape('woodenCup', {}),
      cardboardBox(15, 9, 12),
      buildShape('tin', {}),
      bookRow(5, random),
    ],
  }),
};

function planks(light: string, dark: string, count: number, gloss = 0.35): MeshPhysicalMaterial {
  return surfaceMaterial(wood({ light, dark, planks: count, seed: 7, gloss }), [120, 14 * count], {
    bumpScale: 1.2,
  });
}

function stacked(things: readonly Object3D[], step: number): Object3D {
  return assembled(
    ...things.map((thing, index) => place(thing, { at: [0, index * step, 0], turn: [0, index, 0] })),
  );
}

function bowlOf(fruit: readonly Object3D[]): Object3D {
  const bowl = place(smallBowl('#e8e4da'), { scale: 1.35 });
  fruit.forEach((piece, index) => {
    const angle = index * 2.1;
    place(piece, { at: [Math.cos(angle) * 2.9, 1.6 + (index === 2 ? 2.2 : 0), Math.sin(angle) * 2.9] });
  });
  return assembled(bowl, ...fruit);
}
