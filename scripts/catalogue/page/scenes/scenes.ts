import { CanvasTexture, MeshPhysicalMaterial, type Object3D, RepeatWrapping, SRGBColorSpace } from 'three';
import type { SceneName } from '../../shot.ts';
import { type Random, seededRandom } from '../random.ts';
import { buildShape } from '../shapes/index.ts';
import { assembled, place } from '../shapes/shape.ts';
import { context2d, surfaceMaterial } from '../surfaces.ts';
import { bricks, marble, mineral, tiles, weave, wood } from '../textures.ts';
import type { ScenePlan } from './index.ts';
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

/** Paints a square that repeats every `tile` centimetres. */
function painted(
  tile: number,
  roughness: number,
  draw: (context: CanvasRenderingContext2D, side: number) => void,
): MeshPhysicalMaterial {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1024;
  draw(context2d(canvas), 1024);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.wrapS = map.wrapT = RepeatWrapping;
  map.anisotropy = 4;
  map.repeat.set(1 / tile, 1 / tile);
  return new MeshPhysicalMaterial({ map, roughness, specularIntensity: 0.4 });
}

/** Leaves and berries on a dusty ground. */
function wallpaper(): MeshPhysicalMaterial {
  return painted(28, 0.9, (context, side) => {
    context.fillStyle = '#d9c8b6';
    context.fillRect(0, 0, side, side);
    const draw = (x: number, y: number, turn: number) => {
      context.save();
      context.translate(x, y);
      context.rotate(turn);
      context.strokeStyle = '#59705f';
      context.lineWidth = 7;
      context.beginPath();
      context.moveTo(0, 210);
      context.quadraticCurveTo(30, 0, 0, -210);
      context.stroke();
      for (let index = 0; index < 8; index++) {
        context.save();
        context.translate(12 - Math.abs(index - 4) * 3, 170 - index * 46);
        context.rotate((index % 2 === 0 ? 1 : -1) * 0.95 - Math.PI / 2);
        context.fillStyle = index % 3 === 0 ? '#7d927f' : '#59705f';
        context.beginPath();
        context.ellipse(62, 0, 66, 21, 0, 0, Math.PI * 2);
        context.fill();
        context.restore();
      }
      context.fillStyle = '#b4553f';
      for (const [bx, by] of [
        [52, -170],
        [-44, -110],
        [60, -60],
      ] as const) {
        context.beginPath();
        context.arc(bx, by, 15, 0, Math.PI * 2);
        context.fill();
      }
      context.restore();
    };
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        draw(256 + dx * side, 256 + dy * side, 0.3);
        draw(768 + dx * side, 768 + dy * side, -0.4);
        draw(768 + dx * side, 240 + dy * side, 2.7);
        draw(256 + dx * side, 780 + dy * side, 3.5);
      }
    }
  });
}

function poster(): MeshPhysicalMaterial {
  return painted(1, 0.6, (context, side) => {
    context.fillStyle = '#efe6d6';
    context.fillRect(0, 0, side, side);
    const shapes = [
      ['#c65a3b', 380, 400, 260],
      ['#2f4b5c', 640, 620, 220],
      ['#e0ad4b', 330, 720, 150],
    ] as const;
    for (const [colour, x, y, radius] of shapes) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fill();
    }
  });
}

/** A hedge far behind, out of focus. */
function hedge(): MeshPhysicalMaterial {
  return blurredSpots(260, '#3f5a30', ['#56753c', '#7d9a52', '#2f4526', '#a9bd72', '#486a3a', '#d6deaf']);
}

/** What a window shows, out of focus: bright sky above, trees and houses below. */
function outdoors(): MeshPhysicalMaterial {
  const material = blurredSpots(130, '#b9c6cc', [
    '#dfe6ea',
    '#93a58c',
    '#c9d3c6',
    '#eef1f1',
    '#a7b5a0',
    '#d8cfc2',
  ]);
  material.emissive.set('#8d979c');
  material.emissiveMap = material.map;
  return material;
}

function blurredSpots(tile: number, ground: string, colours: readonly string[]): MeshPhysicalMaterial {
  return painted(tile, 1, (context, side) => {
    const random = seededRandom(77);
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
    for (let index = 0; index < 420; index++) {
      context.fillStyle = colours[Math.floor(random() * colours.length)] ?? ground;
      context.globalAlpha = 0.25 + 0.5 * random();
      const radius = 14 + random() * 62;
      const [x, y] = [random() * side, random() * side];
      for (const dx of [-side, 0, side]) {
        context.beginPath();
        context.ellipse(x + dx, y, radius, radius * (0.6 + 0.6 * random()), random() * 3, 0, Math.PI * 2);
        context.fill();
      }
    }
    // One blur at the end: a blurred brush would be slow.
    context.globalAlpha = 1;
    context.filter = 'blur(14px)';
    context.drawImage(context.canvas, 0, 0);
    context.filter = 'none';
  });
}

function pegboard(): MeshPhysicalMaterial {
  return painted(20, 0.8, (context, side) => {
    context.fillStyle = '#cfc6b6';
    context.fillRect(0, 0, side, side);
    for (let row = 0; row < 8; row++) {
      for (let column = 0; column < 8; column++) {
        const [x, y] = [(column + 0.5) * 128, (row + 0.5) * 128];
        const hole = context.createRadialGradient(x, y - 3, 2, x, y, 17);
        hole.addColorStop(0, '#2a241d');
        hole.addColorStop(0.85, '#4a4136');
        hole.addColorStop(1, '#e0d8ca');
        context.fillStyle = hole;
        context.beginPath();
        context.arc(x, y, 17, 0, Math.PI * 2);
        context.fill();
      }
    }
  });
}
