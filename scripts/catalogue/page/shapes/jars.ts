import { MeshPhysicalMaterial, RepeatWrapping } from 'three';
import { bar, barUv, turned, uvInCentimetres } from '../geometry.ts';
import { fill, line, rule, SANS, SERIF, type Sheet, wrapLabel } from '../labels.ts';
import { chrome, glass, glaze, oak, plastic, rawClay, waxed } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { assembled, faint, number, part, type ShapeBuilder, text } from './shape.ts';

/** Jars, tins and candles with labels; vases and cups. */

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
