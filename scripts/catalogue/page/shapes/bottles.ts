import { MeshPhysicalMaterial } from 'three';
import { bar, turned } from '../geometry.ts';
import { CONDENSED, fill, line, rule, SANS, SERIF, type Sheet, wrapLabel } from '../labels.ts';
import { brushedMetal, chrome, plastic } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { assembled, part, type ShapeBuilder, text } from './shape.ts';

/** Bottles with labels. */

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
