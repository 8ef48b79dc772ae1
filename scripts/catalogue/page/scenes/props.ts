import { Group, Mesh, type MeshPhysicalMaterial, type Object3D, SphereGeometry } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { bar, boxUv, turned, uvInCentimetres } from '../geometry.ts';
import { glaze, oak, plastic, rawClay } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { between, type Random } from '../random.ts';
import { leaf, leafMaterial } from '../shapes/plants.ts';
import { assembled, part, place } from '../shapes/shape.ts';
import { surfaceMaterial } from '../surfaces.ts';
import { mineral } from '../textures.ts';

/** Things that stand about in a scene and are not for sale. Centimetres, on y = 0. */

export function citrus(colour: string, radius: number, random: Random): Object3D {
  const skinOf = surfaceMaterial(
    mineral({ colour, blotch: 0.15, grit: 0.2, seed: 9, roughness: 0.42, side: 256 }),
    0.35,
    {
      bumpScale: 0.8,
    },
  );
  const fruit = part(new SphereGeometry(radius, 40, 28), skinOf, {
    at: [0, radius * 0.95, 0],
    turn: [between(random, -0.5, 0.5), between(random, 0, 6), between(random, -1.2, 1.2)],
    scale: [1, 1.08, 1],
  });
  return assembled(fruit);
}

const SPINES = ['#7a2e2a', '#e3d7bf', '#2f4858', '#c98b3c', '#4d5d4a', '#b8b2a6', '#1f2b3a', '#8a5a44'];

/** A pile of lying books, spines to the front. */
export function bookPile(count: number, random: Random): Object3D {
  const pile = new Group();
  let y = 0;
  for (let index = 0; index < count; index++) {
    const thickness = between(random, 1.6, 3.6);
    const width = between(random, 18, 23);
    const depth = between(random, 13, 16);
    pile.add(
      place(plainBook(SPINES[Math.floor(random() * SPINES.length)] ?? '#7a2e2a', [width, thickness, depth]), {
        at: [between(random, -1, 1), y, between(random, -0.8, 0.8)],
        turn: [0, between(random, -0.14, 0.14), 0],
      }),
    );
    y += thickness;
  }
  return pile;
}

/** Standing books side by side. */
export function bookRow(count: number, random: Random): Object3D {
  const row = new Group();
  let x = 0;
  for (let index = 0; index < count; index++) {
    const thickness = between(random, 1.8, 4);
    const height = between(random, 18, 25);
    const book = plainBook(SPINES[Math.floor(random() * SPINES.length)] ?? '#7a2e2a', [
      height,
      thickness,
      15,
    ]);
    row.add(place(assembled(book), { at: [x + thickness, height / 2, 0], turn: [0, 0, Math.PI / 2] }));
    x += thickness + 0.05;
  }
  return row;
}

/** A closed book lying flat, its spine to +z. */
function plainBook(colour: string, [width, thickness, depth]: readonly [number, number, number]): Object3D {
  const cover = plastic(colour, 0.25);
  const paper = plastic('#ece4d2', 0.05);
  const board = 0.25;
  return assembled(
    part(new RoundedBoxGeometry(width, board, depth, 2, 0.1), cover, { at: [0, board / 2, 0] }),
    part(new RoundedBoxGeometry(width, board, depth, 2, 0.1), cover, { at: [0, thickness - board / 2, 0] }),
    part(new RoundedBoxGeometry(width, thickness, board, 2, 0.1), cover, {
      at: [0, thickness / 2, depth / 2 - board / 2],
    }),
    part(new RoundedBoxGeometry(width - 0.8, thickness - 2 * board, depth - 0.8, 1, 0.05), paper, {
      at: [0, thickness / 2, 0],
    }),
  );
}

/** A rosette of leaves; `stem` lifts them. */
export function foliage(
  options: {
    leaves: number;
    length: number;
    width: number;
    spread: number;
    stem: number;
    colours: readonly string[];
  },
  random: Random,
): Object3D {
  const plant = new Group();
  const materials = options.colours.map(leafMaterial);
  for (let index = 0; index < options.leaves; index++) {
    const around = index * 2.399 + between(random, -0.3, 0.3);
    const outward = (index + 1) / options.leaves;
    const length = options.length * between(random, 0.75, 1.1);
    const blade = part(
      leaf(length, options.width * between(random, 0.8, 1.15), between(random, 0.5, 1.1)),
      pick(materials, index),
    );
    const tilt = options.spread * (0.25 + 0.75 * outward);
    const stalk = new Group();
    stalk.add(blade);
    if (options.stem > 0) {
      const height = options.stem * between(random, 0.5, 1);
      stalk.add(
        part(
          bar(curveThrough(`0 ${-height} 0, 0 0 0`), () => [0.14, 0.14], { along: 3, around: 8 }),
          pick(materials, index),
        ),
      );
      blade.rotation.x = 0.5;
      stalk.children.forEach((child) => {
        child.position.y += height;
      });
    }
    stalk.rotation.set(tilt, 0, 0);
    const turner = new Group();
    turner.add(stalk);
    turner.rotation.y = around;
    plant.add(turner);
  }
  return plant;
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

export function pottedPlant(random: Random, options: { pot?: string; size?: number } = {}): Object3D {
  const size = options.size ?? 1;
  const pot = uvInCentimetres(
    turned(rounded('0 0, 4.2 0 0.3, 5.6 9.2 0.2, 5.9 9.2 0.1, 5.9 10.6 0.2, 5.3 10.6 0.1, 5.1 9, 0 8.8'), 96),
  );
  const leaves = foliage(
    { leaves: 16, length: 13, width: 5, spread: 1.15, stem: 5, colours: ['#3c6b38', '#4f7f45', '#2f5a33'] },
    random,
  );
  leaves.position.y = 8.5;
  return place(assembled(part(pot, rawClay(options.pot ?? '#b5654a', 15)), leaves), { scale: size });
}

export function cuttingBoard(seed: number): Object3D {
  const board = boxUv(new RoundedBoxGeometry(22, 34, 2, 4, 0.7));
  return place(assembled(part(board, oak(seed, { light: '#b98a58', dark: '#7d5230' }), { at: [0, 17, 0] })), {
    turn: [-0.14, 0, 0],
  });
}

export function foldedTowel(colour: string): Object3D {
  const soft = surfaceMaterial(mineral({ colour, blotch: 0.1, grit: 0.5, seed: 4, side: 512 }), 5, {
    bumpScale: 3,
    sheen: 0.5,
  });
  const folds = [0, 1, 2].map((index) => {
    const wave = index * 0.4;
    return part(boxUv(new RoundedBoxGeometry(22 - wave, 2.1, 16 - wave, 6, 1)), soft, {
      at: [wave / 2, 1.05 + index * 2, 0],
    });
  });
  return assembled(...folds);
}

export function pictureFrame(options: {
  width: number;
  height: number;
  art: MeshPhysicalMaterial;
  frame: string;
}): Object3D {
  const { width, height } = options;
  const wood = plastic(options.frame, 0.4);
  const bars = [
    part(new RoundedBoxGeometry(width + 3, 1.6, 2, 2, 0.2), wood, { at: [0, 0.8, 0] }),
    part(new RoundedBoxGeometry(width + 3, 1.6, 2, 2, 0.2), wood, { at: [0, height + 2.4, 0] }),
    part(new RoundedBoxGeometry(1.6, height + 3, 2, 2, 0.2), wood, {
      at: [-width / 2 - 0.75, height / 2 + 1.6, 0],
    }),
    part(new RoundedBoxGeometry(1.6, height + 3, 2, 2, 0.2), wood, {
      at: [width / 2 + 0.75, height / 2 + 1.6, 0],
    }),
  ];
  const picture = new Mesh(new RoundedBoxGeometry(width, height, 0.4, 1, 0.05), options.art);
  picture.position.set(0, height / 2 + 1.6, 0);
  return place(assembled(...bars, picture), { turn: [-0.12, 0, 0] });
}

export function cardboardBox(width: number, height: number, depth: number): Object3D {
  const card = surfaceMaterial(
    mineral({ colour: '#b58e62', blotch: 0.12, grit: 0.14, seed: 2, side: 512 }),
    18,
    { bumpScale: 0.3 },
  );
  const tape = plastic('#c9b085', 0.6);
  return assembled(
    part(boxUv(new RoundedBoxGeometry(width, height, depth, 2, 0.25)), card, { at: [0, height / 2, 0] }),
    part(new RoundedBoxGeometry(width + 0.05, 0.06, 4.8, 1, 0.02), tape, { at: [0, height, 0] }),
    part(new RoundedBoxGeometry(0.06, 6, 4.8, 1, 0.02), tape, { at: [-width / 2, height - 3, 0] }),
    part(new RoundedBoxGeometry(0.06, 6, 4.8, 1, 0.02), tape, { at: [width / 2, height - 3, 0] }),
  );
}

export function smallBowl(colour: string): Object3D {
  const outline = flowing('0 0.3, 2.6 0, 4.6 1.4, 5.8 4.2, 5.65 4.35, 4.4 1.9, 2.4 0.7, 0 0.7', 80);
  return assembled(part(turned(outline, 96), glaze(colour, { gloss: 0.7 })));
}

/** Rumpled cloth lying flat: a skin of ridges that fade towards the middle, where the product stands. */
export function rumple(x: number, z: number, calm: number, seed: number): number {
  const distance = Math.hypot(x, z);
  const grow = Math.min(1, Math.max(0, (distance - calm) / (calm * 1.2)));
  const fold =
    Math.sin(x * 0.21 + 1.7 * Math.sin(z * 0.09 + seed)) +
    0.6 * Math.sin(z * 0.27 + 1.3 * Math.sin(x * 0.13 + seed * 2));
  return grow * grow * (0.5 + 0.5 * fold) * 1.3;
}
