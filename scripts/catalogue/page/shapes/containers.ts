import { MeshPhysicalMaterial, RepeatWrapping } from 'three';
import { bar, barUv, curveThrough, flowing, rounded, turned, uvInCentimetres } from '../geometry.ts';
import { CONDENSED, fill, line, rule, SANS, SERIF, type Sheet, wrapLabel } from '../labels.ts';
import { brushedMetal, chrome, glass, glaze, oak, plastic, rawClay, waxed } from '../materials.ts';
import { assembled, faint, number, part, type ShapeBuilder, text } from './shape.ts';

/** Jars, bottles and candles with labels. */

export const candle: ShapeBuilder = (options) => {
  const clear = glass({ tint: text(options, 'tint', '#f2f7f4'), depth: 12, thickness: 0.35 });
  const wall = turned(
    rounded('0 0, 3.75 0 0.4, 4 0.5 0.4, 4 9.6 0.12, 3.72 9.6 0.12, 3.72 1.2 0.4, 0 0.9'),
    112,
  );
  const wax = turned(
    flowing('0 1.0, 3.4 1.0, 3.68 1.3, 3.68 6.9, 3.6 7.12, 3.2 7.0, 1.2 6.86, 0 6.85', 90),
    128,
  );
  const wick = bar(curveThrough('0 6.8 0, 0.03 7.3 0, 0.18 7.9 0.02'), () => [0.09, 0.09], {
    around: 10,
    along: 16,
  });
  const label = wrapLabel({ radius: 4, y: 4.5, height: 4.4, arc: 0.36 }, (sheet) =>
    candleLabel(sheet, options),
  );
  return assembled(
    faint(part(wall, clear), 0.3),
    part(wax, waxed(text(options, 'wax', '#f2e8d5'))),
    part(wick, plastic('#3a332c', 0.1)),
    label,
  );
};

function candleLabel(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const ink = text(options, 'ink', '#2c2a26');
  fill(sheet, text(options, 'paper', '#f6f2ea'));
  sheet.context.strokeStyle = ink;
  sheet.context.lineWidth = sheet.cm * 0.05;
  sheet.context.strokeRect(
    sheet.cm * 0.3,
    sheet.cm * 0.3,
    sheet.width - sheet.cm * 0.6,
    sheet.height - sheet.cm * 0.6,
  );
  line(sheet, 'HALDEN & LOW', { y: 0.22, size: 0.09, font: SERIF, colour: ink, spacing: 0.2 });
  line(sheet, text(options, 'scent', 'Fig Leaf'), {
    y: 0.47,
    size: 0.21,
    font: SERIF,
    colour: ink,
    weight: 'italic',
  });
  rule(sheet, 0.63, 0.22, ink);
  line(sheet, 'SOY WAX CANDLE', { y: 0.74, size: 0.07, font: SANS, colour: ink, spacing: 0.16 });
  line(sheet, '220 g · 45 h', { y: 0.85, size: 0.07, font: SANS, colour: ink, spacing: 0.08 });
}

export const oilBottle: ShapeBuilder = (options) => {
  const green = new MeshPhysicalMaterial({
    color: text(options, 'glass', '#1d2a10'),
    roughness: 0.06,
    clearcoat: 1,
    clearcoatRoughness: 0.02,
    specularIntensity: 1,
  });
  const body = turned(
    rounded(
      '0 0.3, 2.9 0, 3.3 0 0.35, 3.3 17.2 2.6, 1.45 21.2 2.2, 1.35 27 0.2, 1.6 27.1 0.1, 1.6 28 0.15, 0 28',
    ),
    112,
  );
  const collar = turned(rounded('1.52 26.6, 1.64 26.6 0.05, 1.66 30.2 0.25, 0 30.2'), 96);
  const label = wrapLabel({ radius: 3.3, y: 9.2, height: 9.4, arc: 0.43 }, oilLabel);
  return assembled(
    part(body, green),
    part(collar, brushedMetal(text(options, 'cap', '#b7a16a'), 0.32, 7)),
    label,
  );
};

function oilLabel(sheet: Sheet): void {
  fill(sheet, '#f3eddc');
  const { context, width, height, cm } = sheet;
  context.fillStyle = '#5c6b32';
  context.fillRect(0, 0, width, height * 0.03);
  context.fillRect(0, height * 0.97, width, height * 0.03);
  line(sheet, 'MONTE SERENO', {
    y: 0.13,
    size: 0.075,
    font: SERIF,
    colour: '#3c4522',
    weight: 'bold',
    spacing: 0.12,
  });
  line(sheet, 'frantoio dal 1927', {
    y: 0.205,
    size: 0.04,
    font: SERIF,
    colour: '#6c6448',
    weight: 'italic',
  });
  drawOliveBranch(context, width / 2, height * 0.42, cm);
  line(sheet, 'Olio Extra Vergine', {
    y: 0.645,
    size: 0.085,
    font: SERIF,
    colour: '#2f3518',
    weight: 'italic',
  });
  line(sheet, 'DI OLIVA', { y: 0.735, size: 0.06, font: SERIF, colour: '#2f3518', spacing: 0.3 });
  rule(sheet, 0.79, 0.4, '#5c6b32', 0.05);
  line(sheet, 'COLD PRESSED · 500 ml', {
    y: 0.855,
    size: 0.042,
    font: SANS,
    colour: '#4d4a36',
    spacing: 0.12,
  });
  line(sheet, 'Harvest 2026', { y: 0.915, size: 0.036, font: SANS, colour: '#6c6448' });
}

function drawOliveBranch(context: CanvasRenderingContext2D, x: number, y: number, cm: number): void {
  context.save();
  context.translate(x, y);
  context.strokeStyle = '#5a5634';
  context.lineWidth = cm * 0.07;
  context.beginPath();
  context.moveTo(-2.4 * cm, 0.5 * cm);
  context.quadraticCurveTo(0, -0.5 * cm, 2.5 * cm, -0.4 * cm);
  context.stroke();
  for (let index = 0; index < 9; index++) {
    const along = -2.1 + index * 0.55;
    context.save();
    context.translate(along * cm, (0.38 - index * 0.1) * cm);
    context.rotate((index % 2 === 0 ? -1 : 1) * 0.85 - 0.15);
    context.fillStyle = index % 3 === 0 ? '#7d8b4a' : '#5c6b32';
    context.beginPath();
    context.ellipse(0.6 * cm, 0, 0.62 * cm, 0.17 * cm, 0, 0, Math.PI * 2);
    context.fill();
    context.restore();
  }
  context.fillStyle = '#2f3518';
  for (const [px, py] of [
    [-0.9, 0.75],
    [0.5, 0.45],
    [1.5, 0.25],
  ] as const) {
    context.beginPath();
    context.ellipse(px * cm, py * cm, 0.26 * cm, 0.36 * cm, 0.3, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
}

export const jar: ShapeBuilder = (options) => {
  const clear = glass({ tint: '#f4f8f6', depth: 14, thickness: 0.3 });
  const wall = turned(
    rounded(
      '0 0, 3.5 0 0.6, 3.9 0.9 0.7, 3.9 7.2 1, 3.2 8.4 0.5, 3.15 9.2, 2.95 9.2, 3.0 8.3 0.5, 3.66 7.1 1, 3.66 1 0.7, 0 0.6',
    ),
    112,
  );
  const content = turned(flowing('0 0.7, 3.2 0.7, 3.62 1.2, 3.63 6.9, 3.5 7.3, 2.4 7.45, 0 7.45', 70));
  const filling = new MeshPhysicalMaterial({
    color: text(options, 'content', '#c4761a'),
    roughness: 0.25,
    clearcoat: 0.6,
    sheen: 0.4,
  });
  const lid = turned(
    rounded(
      '3.5 8.3, 3.62 8.3 0.08, 3.66 8.8 0.1, 3.58 8.95 0.08, 3.62 9.85 0.3, 3.3 10.05 0.15, 3.1 9.95 0.1, 0 9.95',
    ),
  );
  const label = wrapLabel({ radius: 3.9, y: 4.1, height: 4.6, arc: 0.42 }, (sheet) =>
    jarLabel(sheet, options),
  );
  return assembled(
    faint(part(wall, clear), 0.3),
    part(content, filling),
    part(
      lid,
      text(options, 'lid', 'gold') === 'gold'
        ? chrome('#d8b25e', 0.22)
        : glaze(text(options, 'lid', '#222222')),
    ),
    label,
  );
};

function jarLabel(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const ink = text(options, 'ink', '#4a2c10');
  fill(sheet, text(options, 'paper', '#fff7e3'));
  const { context, width, height } = sheet;
  context.fillStyle = text(options, 'accent', '#e3a42b');
  context.fillRect(0, 0, width, height * 0.14);
  context.fillRect(0, height * 0.86, width, height * 0.14);
  line(sheet, text(options, 'maker', 'Bramble Farm'), {
    y: 0.29,
    size: 0.11,
    font: SERIF,
    colour: ink,
    weight: 'italic',
  });
  line(sheet, text(options, 'name', 'HONEY'), {
    y: 0.52,
    size: 0.25,
    font: SERIF,
    colour: ink,
    weight: 'bold',
    spacing: 0.08,
  });
  line(sheet, text(options, 'kind', 'raw wildflower'), { y: 0.72, size: 0.1, font: SANS, colour: ink });
  line(sheet, text(options, 'weight', 'NET WT 340 g'), {
    y: 0.93,
    size: 0.075,
    font: SANS,
    colour: '#ffffff',
    weight: 'bold',
    spacing: 0.12,
  });
}

/** Amber bottle with a dropper: drops for the face. */
export const dropper: ShapeBuilder = (options) => {
  const amber = new MeshPhysicalMaterial({
    color: text(options, 'glass', '#5a2a08'),
    roughness: 0.05,
    clearcoat: 1,
    clearcoatRoughness: 0.03,
    sheen: 0.5,
  });
  const body = turned(rounded('0 0.2, 1.5 0, 1.75 0 0.3, 1.75 6.1 0.9, 0.85 6.9 0.4, 0.85 7.4, 0 7.4'), 128);
  const ring = turned(rounded('0.8 6.95, 1.08 6.95 0.06, 1.08 8.35 0.12, 0.7 8.4'), 96);
  const bulb = turned(
    flowing('0.74 8.3, 0.76 8.9, 0.7 9.6, 0.72 10.4, 0.66 10.95, 0.4 11.25, 0 11.3', 50),
    96,
  );
  const label = wrapLabel({ radius: 1.75, y: 3.1, height: 4.2, arc: 0.48 }, (sheet) => {
    fill(sheet, '#f7f4ee');
    line(sheet, 'ALMA', { y: 0.16, size: 0.13, font: SANS, colour: '#23201d', weight: 'bold', spacing: 0.5 });
    rule(sheet, 0.27, 0.62, '#23201d', 0.03);
    line(sheet, text(options, 'name', 'Face Oil'), { y: 0.42, size: 0.12, font: SERIF, colour: '#23201d' });
    line(sheet, text(options, 'kind', 'rosehip · jojoba'), {
      y: 0.56,
      size: 0.065,
      font: SANS,
      colour: '#5b544d',
    });
    line(sheet, '30 ml  1.0 fl oz', { y: 0.86, size: 0.06, font: CONDENSED, colour: '#5b544d' });
  });
  return assembled(
    part(body, amber),
    part(
      ring,
      text(options, 'ring', 'black') === 'gold' ? chrome('#d9b869', 0.15) : plastic('#161616', 0.55),
    ),
    part(bulb, plastic('#1b1a1a', 0.35)),
    label,
  );
};

/** Bottle with a pump: hand soap. */
export const pumpBottle: ShapeBuilder = (options) => {
  const shell = plastic(text(options, 'colour', '#6d7f6a'), 0.62);
  const black = plastic(text(options, 'pump', '#191919'), 0.55);
  const body = turned(rounded('0 0.2, 3 0, 3.4 0 0.5, 3.4 13.2 1.5, 1.35 14.6 0.5, 1.35 15.2, 0 15.2'), 112);
  const collar = turned(
    rounded('1.2 14.8, 1.62 14.8 0.08, 1.62 16.2 0.2, 0.55 16.4 0.1, 0.5 18.2, 0 18.2'),
    96,
  );
  const head = turned(rounded('0 17.8, 1.0 17.8 0.12, 1.1 18.6 0.3, 0 18.85'), 96);
  const nozzle = bar(curveThrough('0 18.25 0, 1.6 18.35 0, 2.9 18.25 0, 3.45 17.7 0'), (t) => [
    0.42 - 0.14 * t,
    0.42 - 0.14 * t,
  ]);
  const label = wrapLabel({ radius: 3.4, y: 6.7, height: 7.6, arc: 0.4 }, (sheet) => {
    fill(sheet, text(options, 'paper', '#f4f1ea'));
    line(sheet, 'NORDSOAP', {
      y: 0.14,
      size: 0.075,
      font: SANS,
      colour: '#1f2420',
      weight: 'bold',
      spacing: 0.3,
    });
    line(sheet, `No. ${text(options, 'count', '4')}`, { y: 0.4, size: 0.2, font: SERIF, colour: '#1f2420' });
    line(sheet, text(options, 'name', 'Sage & Salt'), {
      y: 0.6,
      size: 0.09,
      font: SERIF,
      colour: '#1f2420',
      weight: 'italic',
    });
    rule(sheet, 0.7, 0.3, '#1f2420', 0.04);
    line(sheet, 'HAND WASH', { y: 0.79, size: 0.055, font: SANS, colour: '#1f2420', spacing: 0.2 });
    line(sheet, '350 ml', { y: 0.88, size: 0.05, font: SANS, colour: '#1f2420' });
  });
  return assembled(part(body, shell), part(collar, black), part(head, black), part(nozzle, black), label);
};

const BOTTLE =
  '0 .2, 4.2 0, 5.2 .3, 7.4 4.2, 8.2 8.6, 7.2 13.2, 4.4 16.6, 2.5 19, 2.1 22, 2.5 25.4, 3.1 26.6, 3 26.85, 2.7 26.7, 2.1 25, 1.8 22, 0 20';
const DRUM =
  '0 .2, 5 0, 6 .3, 7.8 3, 8.5 9, 8.1 15, 6.2 19.6, 5.4 20.8, 5.6 22.3, 6.2 23.2, 6.1 23.5, 5.7 23.3, 5.1 22, 4.9 20.6, 0 19';

export const vase: ShapeBuilder = (options) => {
  const clay = rawClay(text(options, 'clay', '#d7c8b4'), number(options, 'seed', 27));
  const outline = text(options, 'form', 'bottle') === 'drum' ? DRUM : BOTTLE;
  const geometry = uvInCentimetres(turned(ribbed(flowing(outline, 90), number(options, 'ribs', 0)), 112));
  return assembled(part(geometry, clay));
};

/** Shallow turning marks on the outside. */
function ribbed(outline: ReturnType<typeof flowing>, depth: number): ReturnType<typeof flowing> {
  outline.forEach((point, index) => {
    if (index > 6 && index < outline.length * 0.8) point.x += depth * Math.sin(index * 1.1);
  });
  return outline;
}

/** Tin for tea with a printed band. */
export const tin: ShapeBuilder = (options) => {
  const paint = glaze(text(options, 'colour', '#1f3d3a'), { gloss: 0.55, coat: 0.4 });
  const body = turned(rounded('0 0, 3.8 0 0.15, 3.9 0.2 0.1, 3.9 9.6'), 112);
  const lid = turned(
    rounded('3.95 9.3, 4.02 9.3 0.05, 4.02 11.4 0.3, 3.7 11.6 0.2, 3.5 11.45 0.1, 0 11.45'),
    112,
  );
  const band = wrapLabel({ radius: 3.9, y: 4.7, height: 6.4, arc: 0.999 }, (sheet) =>
    tinBand(sheet, options),
  );
  if (band.material instanceof MeshPhysicalMaterial && band.material.map)
    band.material.map.wrapS = RepeatWrapping;
  return assembled(part(body, paint), part(lid, chrome(text(options, 'lid', '#caa861'), 0.28)), band);
};

function tinBand(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  fill(sheet, text(options, 'colour', '#1f3d3a'));
  context.strokeStyle = text(options, 'accent', '#c9a95f');
  context.lineWidth = height * 0.006;
  const step = height / 7;
  for (let row = 0; row < 8; row++) {
    for (let column = -1; column < width / step + 1; column++) {
      const x = column * step + (row % 2 === 0 ? 0 : step / 2);
      for (const radius of [0.5, 0.36, 0.22]) {
        context.beginPath();
        context.arc(x, row * step, step * radius, Math.PI, 2 * Math.PI);
        context.stroke();
      }
    }
  }
  context.fillStyle = text(options, 'paper', '#f1e7cf');
  context.beginPath();
  context.ellipse(width / 2, height / 2, height * 0.42, height * 0.36, 0, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  const ink = '#24302c';
  line(sheet, 'KETTLE & CO', { y: 0.34, size: 0.06, font: SERIF, colour: ink, spacing: 0.18 });
  line(sheet, text(options, 'name', 'Assam'), {
    y: 0.5,
    size: 0.17,
    font: SERIF,
    colour: ink,
    weight: 'bold',
  });
  line(sheet, text(options, 'kind', 'loose black tea'), {
    y: 0.64,
    size: 0.06,
    font: SERIF,
    colour: ink,
    weight: 'italic',
  });
  line(sheet, '100 g', { y: 0.73, size: 0.05, font: SANS, colour: ink });
}

/** Turned wooden pot with pencils. */
export const woodenCup: ShapeBuilder = (options) => {
  const body = uvInCentimetres(
    turned(rounded('0 0, 3.6 0 0.3, 3.9 0.4 0.3, 3.9 9.8 0.2, 3.4 9.8 0.2, 3.3 1 0.3, 0 0.8')),
  );
  const pencils = Array.from({ length: number(options, 'pencils', 5) }, (_, index) => {
    const angle = index * 2.4;
    const [x, z] = [Math.cos(angle), Math.sin(angle)];
    const stick = curveThrough(`${x * 1.2} 1 ${z * 1.2}, ${x * 3.5} ${15 + (index % 3) * 1.3} ${z * 3.4}`);
    const colours = ['#c7402d', '#2d5a8a', '#e0b33c', '#3a6b4a', '#1d1d1d'];
    return part(
      barUv(
        bar(stick, () => [0.36, 0.36], { around: 6, along: 2 }),
        2,
        14,
      ),
      plastic(colours[index % 5] ?? '#c7402d', 0.5),
    );
  });
  return assembled(part(body, oak(3)), ...pencils);
};
