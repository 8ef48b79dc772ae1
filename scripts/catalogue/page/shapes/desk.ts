import { Group, type MeshPhysicalMaterial, type Object3D, Vector3 } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { bar, barUv, boxUv, curveThrough, flowing, rounded, turned, uvInCentimetres } from '../geometry.ts';
import { CONDENSED, fill, line, paper, printed, rule, SANS, SERIF, type Sheet } from '../labels.ts';
import { brushedMetal, chrome, cloth, hide, oak, plastic, rubber } from '../materials.ts';
import { assembled, number, part, place, type ShapeBuilder, text } from './shape.ts';

/** For the desk and for play: sound, books, boxes, wooden toys. */

/** Over-ear headphones, standing on their cups. */
export const headphones: ShapeBuilder = (options) => {
  const shell = plastic(text(options, 'colour', '#2a2d33'), 0.5);
  const metal = brushedMetal(text(options, 'metal', '#c9ccd0'), 0.24, 6);
  const skinOf = hide(text(options, 'pads', '#1e1d1d'), 7);
  const band = curveThrough(
    '-7.9 9.5, -8.2 13, -7.2 17.3, -4 20.2, 0 21.2, 4 20.2, 7.2 17.3, 8.2 13, 7.9 9.5',
  );
  const padded = curveThrough('-7.4 15.9, -5.8 18.1, -3.2 19.6, 0 20.3, 3.2 19.6, 5.8 18.1, 7.4 15.9');
  const cups = [-1, 1].map((side) => cup(side, { shell, metal, pad: skinOf }));
  return assembled(
    part(
      barUv(
        bar(band, () => [0.22, 0.9], { along: 80, up: new Vector3(0, 0, 1) }),
        4,
        40,
      ),
      metal,
    ),
    part(
      barUv(
        bar(padded, (t) => [0.45 + 0.25 * Math.sin(t * Math.PI), 1.35], {
          along: 60,
          up: new Vector3(0, 0, 1),
        }),
        7,
        22,
      ),
      skinOf,
    ),
    ...cups,
  );
};

function cup(
  side: number,
  stuff: { shell: MeshPhysicalMaterial; metal: MeshPhysicalMaterial; pad: MeshPhysicalMaterial },
): Object3D {
  const body = turned(flowing('0 2.6, 2.4 2.55, 3.6 2.1, 4.1 1.2, 4.1 .3, 3.6 0, 0 0', 44), 96);
  const ring = turned(rounded('2.2 2.62, 2.55 2.6 .05, 2.55 2.75 .05, 2.2 2.75'), 96);
  const pad = uvInCentimetres(
    turned(flowing('2.2 -.2, 2.3 -1.3, 3 -1.85, 3.8 -1.6, 4.2 -.8, 4 .05, 3.4 .1', 30), 96),
  );
  const ear = assembled(part(body, stuff.shell), part(ring, stuff.metal), part(pad, stuff.pad));
  ear.scale.set(1, 1, 1.16);
  const arm = bar(
    curveThrough(`${side * 7.95} 11.5 0, ${side * 8.35} 9.4 0, ${side * 8.6} 6.2 0`),
    () => [0.28, 0.55],
    { up: new Vector3(0, 0, 1) },
  );
  const turnedEar = place(assembled(ear), {
    at: [side * 6.6, 4.8, 0],
    turn: [0, 0, -side * (Math.PI / 2 - 0.1)],
  });
  return assembled(turnedEar, part(barUv(arm, 3, 6), stuff.metal));
}

/** Round loudspeaker covered in cloth. */
export const speaker: ShapeBuilder = (options) => {
  const mesh = cloth(text(options, 'cloth', '#5d6570'), text(options, 'cloth2', '#707986'), {
    threadsPerCm: 7,
    seed: 12,
  });
  const grip = rubber('#1d1f22');
  const body = uvInCentimetres(turned(flowing('4.9 1.2, 5.1 2, 5.2 6, 5.2 11, 5.1 15, 4.9 15.9', 30), 112));
  const foot = turned(rounded('0 0, 4.4 0 .3, 5 .7 .3, 5 1.4 .1, 4.8 1.5'), 112);
  const top = turned(rounded('4.8 15.7, 5 15.8 .1, 5 16.4 .35, 4.3 16.8 .2, 3.9 16.5 .1, 0 16.5'), 112);
  const marks = [0, 1].map((index) =>
    part(
      new RoundedBoxGeometry(index === 0 ? 1.6 : 0.28, 0.1, index === 0 ? 0.28 : 1.6, 2, 0.05),
      plastic('#d8dade', 0.3),
      { at: [0, 16.52, 1.9] },
    ),
  );
  const minus = part(new RoundedBoxGeometry(1.6, 0.1, 0.28, 2, 0.05), plastic('#d8dade', 0.3), {
    at: [0, 16.52, -1.9],
  });
  const badge = part(new RoundedBoxGeometry(2.6, 0.7, 0.2, 3, 0.1), brushedMetal('#dfe1e4', 0.25, 2), {
    at: [0, 3.4, 5.12],
  });
  const loop = curveThrough('5 13.6 .5, 6.2 13.2 .8, 6.9 11.4 .9, 6.2 9.6 .8, 5 9.2 .5');
  return assembled(
    part(body, mesh),
    part(foot, grip),
    part(top, grip),
    badge,
    minus,
    ...marks,
    part(
      bar(loop, () => [0.16, 0.55], { up: new Vector3(0, 0, 1) }),
      hide('#7c5233', 4),
    ),
  );
};

/** A hardback, standing. */
export const book: ShapeBuilder = (options) => {
  const [width, height, thickness] = [14, 21, 2.6];
  const ground = text(options, 'colour', '#21485a');
  const boards = paper(
    printed(width, height, (sheet) => bookCover(sheet, options)),
    0.5,
  );
  const spineFace = paper(
    printed(thickness, height, (sheet) => bookSpine(sheet, options)),
    0.5,
  );
  const plain = plastic(ground, 0.4);
  const pages = paper(printed(width, 2, pageEdges), 0.9);
  const board = new RoundedBoxGeometry(width, height, 0.28, 3, 0.1);
  return assembled(
    part(board, [plain, plain, plain, plain, boards, plain], { at: [0, height / 2, thickness / 2 - 0.14] }),
    part(board, plain, { at: [0, height / 2, -thickness / 2 + 0.14] }),
    part(
      new RoundedBoxGeometry(0.3, height, thickness, 3, 0.12),
      [plain, spineFace, plain, plain, plain, plain],
      { at: [-width / 2 + 0.1, height / 2, 0] },
    ),
    part(new RoundedBoxGeometry(width - 0.7, height - 0.6, thickness - 0.5, 1, 0.02), pages, {
      at: [0, height / 2, 0],
    }),
  );
};

function pageEdges(sheet: Sheet): void {
  fill(sheet, '#efe7d4');
  for (let index = 0; index < 60; index++) {
    sheet.context.fillStyle = index % 2 === 0 ? '#e2d8c2' : '#f4eddd';
    sheet.context.fillRect(0, (index / 60) * sheet.height, sheet.width, sheet.height / 120);
  }
}

function bookCover(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  const accent = text(options, 'accent', '#e8b04a');
  fill(sheet, text(options, 'colour', '#21485a'));
  for (let ring = 9; ring > 0; ring--) {
    context.fillStyle = ring % 2 === 0 ? text(options, 'colour', '#21485a') : accent;
    context.beginPath();
    context.arc(width / 2, height * 0.62, (ring / 9) * width * 0.36, Math.PI, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = '#f3ead8';
  for (let wave = 0; wave < 4; wave++)
    context.fillRect(
      width * (0.14 + wave * 0.05),
      height * (0.645 + wave * 0.028),
      width * (0.72 - wave * 0.1),
      height * 0.008,
    );
  line(sheet, text(options, 'title', 'THE SALT ROAD'), {
    y: 0.16,
    size: 0.075,
    font: SERIF,
    colour: '#f3ead8',
    weight: 'bold',
    spacing: 0.06,
  });
  line(sheet, text(options, 'subtitle', 'a walk along the coast'), {
    y: 0.23,
    size: 0.03,
    font: SERIF,
    colour: '#f3ead8',
    weight: 'italic',
  });
  line(sheet, text(options, 'author', 'INES MARLOW'), {
    y: 0.88,
    size: 0.042,
    font: SANS,
    colour: '#f3ead8',
    spacing: 0.2,
  });
}

function bookSpine(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  fill(sheet, text(options, 'colour', '#21485a'));
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(Math.PI / 2);
  context.fillStyle = '#f3ead8';
  context.font = `bold ${width * 0.42}px ${SERIF}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text(options, 'title', 'THE SALT ROAD'), 0, 0);
  context.restore();
}

/** A printed cardboard box. */
export const carton: ShapeBuilder = (options) => {
  const [width, height, depth] = [
    number(options, 'width', 20),
    number(options, 'height', 27),
    number(options, 'depth', 6),
  ];
  const front = paper(
    printed(width, height, (sheet) => cartonFront(sheet, options)),
    0.45,
  );
  const side = paper(
    printed(depth, height, (sheet) => cartonSide(sheet, options)),
    0.45,
  );
  const top = paper(
    printed(width, depth, (sheet) => {
      fill(sheet, text(options, 'colour', '#e4572e'));
      line(sheet, text(options, 'title', 'HARBOUR'), {
        y: 0.5,
        size: 0.4,
        font: SANS,
        colour: text(options, 'ink', '#fff6e6'),
        weight: 'bold',
        spacing: 0.1,
      });
    }),
    0.45,
  );
  const geometry = new RoundedBoxGeometry(width, height, depth, 3, 0.12);
  return assembled(part(geometry, [side, side, top, top, front, front], { at: [0, height / 2, 0] }));
};

function cartonFront(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  const [ground, ink, second] = [
    text(options, 'colour', '#e4572e'),
    text(options, 'ink', '#fff6e6'),
    text(options, 'second', '#17324d'),
  ];
  fill(sheet, ground);
  context.fillStyle = second;
  context.fillRect(0, height * 0.62, width, height * 0.38);
  context.fillStyle = ink;
  context.beginPath();
  context.arc(width * 0.72, height * 0.36, width * 0.13, 0, Math.PI * 2);
  context.fill();
  for (const [x, size] of [
    [0.3, 1],
    [0.58, 0.7],
    [0.8, 0.5],
  ] as const)
    drawBoat(context, width * x, height * 0.62, width * 0.26 * size, ink, ground);
  context.strokeStyle = ink;
  context.lineWidth = width * 0.006;
  for (let wave = 0; wave < 5; wave++) {
    context.beginPath();
    for (let x = 0; x <= width; x += width / 80)
      context.lineTo(
        x,
        height * (0.67 + wave * 0.035) + Math.sin((x / width) * 24 + wave * 2) * height * 0.006,
      );
    context.stroke();
  }
  line(sheet, text(options, 'title', 'HARBOUR'), {
    y: 0.13,
    size: 0.11,
    font: SANS,
    colour: ink,
    weight: 'bold',
    spacing: 0.08,
  });
  line(sheet, text(options, 'subtitle', 'a game of tides and trade'), {
    y: 0.205,
    size: 0.034,
    font: SERIF,
    colour: ink,
    weight: 'italic',
  });
  rule(sheet, 0.88, 0.84, ink, 0.05);
  line(sheet, text(options, 'foot', '2–5 players · 45 min · age 8+'), {
    y: 0.93,
    size: 0.03,
    font: CONDENSED,
    colour: ink,
    weight: 'bold',
    spacing: 0.05,
  });
}

function drawBoat(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  sail: string,
  hull: string,
): void {
  context.fillStyle = sail;
  context.beginPath();
  context.moveTo(x, y - size * 0.2);
  context.lineTo(x, y - size * 1.2);
  context.lineTo(x + size * 0.55, y - size * 0.2);
  context.fill();
  context.beginPath();
  context.moveTo(x - size * 0.06, y - size * 0.2);
  context.lineTo(x - size * 0.06, y - size);
  context.lineTo(x - size * 0.42, y - size * 0.2);
  context.fill();
  context.fillStyle = hull;
  context.beginPath();
  context.moveTo(x - size * 0.55, y - size * 0.14);
  context.lineTo(x + size * 0.6, y - size * 0.14);
  context.lineTo(x + size * 0.42, y + size * 0.12);
  context.lineTo(x - size * 0.4, y + size * 0.12);
  context.fill();
}

function cartonSide(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  fill(sheet, text(options, 'second', '#17324d'));
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(-Math.PI / 2);
  context.fillStyle = text(options, 'ink', '#fff6e6');
  context.font = `bold ${width * 0.4}px ${SANS}`;
  context.letterSpacing = `${width * 0.03}px`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text(options, 'title', 'HARBOUR'), 0, 0);
  context.restore();
}

/** Wooden rings on a peg, largest below. */
export const stackingRings: ShapeBuilder = () => {
  const wood = oak(2, { light: '#e3c79c', dark: '#c09a63' });
  const colours = ['#d1495b', '#e08e45', '#edc14d', '#5f9e6e', '#3f7cac'];
  const rings = colours.map((colour, index) => {
    const outer = 6.6 - index * 0.75;
    const outline = rounded(
      `1.3 -1.12, ${outer - 0.8} -1.12 .9, ${outer} 0 1.2, ${outer - 0.8} 1.12 .9, 1.3 1.12`,
    );
    return part(turned(outline), plastic(colour, 0.62), {
      at: [(index % 2) * 0.12, 2.75 + index * 2.3, (index % 3) * 0.1],
    });
  });
  const foot = uvInCentimetres(turned(rounded('0 0, 6.9 0 .4, 7.2 .8 .5, 6.6 1.6 .4, 0 1.6')));
  const head = turned(flowing('0 13.1, 1.1 13.2, 2.2 14.2, 2.4 15.6, 1.7 17, 0 17.6', 30));
  return assembled(part(foot, wood), ...rings, part(head, plastic('#d1495b', 0.62)));
};

/** Wooden locomotive. */
export const train: ShapeBuilder = () => {
  const wood = oak(5, { light: '#e0c192', dark: '#bd935a' });
  const paint = (colour: string) => plastic(colour, 0.58);
  const wheel = turned(rounded('0 -.55, 1.9 -.55 .2, 1.9 .55 .2, .7 .55 .05, .6 .75 .1, 0 .75'), 64);
  const wheels = [-5, 0, 5].flatMap((x) =>
    [-1, 1].map((side) =>
      part(wheel, paint('#c8503c'), { at: [x, 1.9, side * 3.3], turn: [side * (Math.PI / 2), 0, 0] }),
    ),
  );
  const group = new Group();
  group.add(
    part(boxUv(new RoundedBoxGeometry(17, 1.8, 5.4, 4, 0.4)), wood, { at: [0, 3, 0] }),
    part(uvInCentimetres(turned(rounded('0 -4.6, 2.6 -4.6 .4, 2.6 4.4 .7, 0 4.4'), 80)), paint('#2f6690'), {
      at: [2.6, 6.3, 0],
      turn: [0, 0, -Math.PI / 2],
    }),
    part(turned(rounded('0 0, 1 0 .1, 1 2.2 .1, 1.5 3.2 .2, 0 3.2'), 48), paint('#22262b'), {
      at: [5, 8.5, 0],
    }),
    part(turned(flowing('1.2 0, 1.15 .7, .6 1.2, 0 1.25', 16), 48), chrome('#d8b25e', 0.2), {
      at: [1.4, 8.6, 0],
    }),
    part(boxUv(new RoundedBoxGeometry(5, 7, 5.2, 4, 0.5)), wood, { at: [-5.2, 7.2, 0] }),
    part(boxUv(new RoundedBoxGeometry(6.4, 1, 6.4, 4, 0.45)), paint('#c8503c'), { at: [-5.2, 11.1, 0] }),
    part(new RoundedBoxGeometry(2.4, 2.4, 5.3, 3, 0.3), paint('#2b2f36'), { at: [-5.2, 8.2, 0] }),
    ...wheels,
  );
  return group;
};
