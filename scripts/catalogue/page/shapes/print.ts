import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { CONDENSED, fill, line, paper, printed, rule, SANS, SERIF, type Sheet } from '../labels.ts';
import { plastic } from '../materials.ts';
import { assembled, number, part, type ShapeBuilder, text } from './shape.ts';

/** Printed matter: books and boxes. */

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
