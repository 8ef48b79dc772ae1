import { MeshPhysicalMaterial } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { boxUv, turned, uvInCentimetres } from '../geometry.ts';
import { fill, flatLabel, line, paper, printed, rule, SANS, SERIF, type Sheet } from '../labels.ts';
import { chrome, glass, oak, plastic } from '../materials.ts';
import { rounded } from '../outlines.ts';
import { surfaceMaterial } from '../surfaces.ts';
import { mineral } from '../textures.ts';
import { assembled, faint, part, type ShapeBuilder, text } from './shape.ts';

/** For bath and dressing table. */

export const perfume: ShapeBuilder = (options) => {
  const clear = glass({ tint: '#f6f6f2', depth: 20, thickness: 1.2 });
  const liquid = new MeshPhysicalMaterial({
    color: text(options, 'liquid', '#e2a66b'),
    roughness: 0.08,
    clearcoat: 0.4,
  });
  const gold = chrome(text(options, 'metal', '#d8b878'), 0.1);
  const label = flatLabel(3.4, 2.5, (sheet) => {
    fill(sheet, text(options, 'paper', '#fbf8f1'));
    line(sheet, text(options, 'name', 'BRUME'), {
      y: 0.38,
      size: 0.3,
      font: SERIF,
      colour: '#26221c',
      spacing: 0.22,
    });
    rule(sheet, 0.58, 0.2, '#b89b5e', 0.03);
    line(sheet, 'EAU DE PARFUM', { y: 0.73, size: 0.1, font: SANS, colour: '#26221c', spacing: 0.2 });
  });
  label.position.set(0, 3.5, 1.72);
  return assembled(
    faint(part(new RoundedBoxGeometry(6.2, 7.6, 3.4, 5, 0.55), clear, { at: [0, 3.8, 0] }), 0.45),
    part(new RoundedBoxGeometry(5.5, 6.1, 2.7, 4, 0.45), liquid, { at: [0, 3.5, 0] }),
    label,
    part(turned(rounded('0 7.3, 1.25 7.3 .1, 1.25 8.3 .12, .8 8.35'), 96), gold),
    part(
      turned(rounded('0 8.3, 1.5 8.3 .15, 1.6 11.6 .35, 0 11.7'), 96),
      plastic(text(options, 'cap', '#191715'), 0.72),
    ),
  );
};

export const creamJar: ShapeBuilder = (options) => {
  const frosted = new MeshPhysicalMaterial({
    color: text(options, 'colour', '#dfe6df'),
    roughness: 0.34,
    clearcoat: 0.5,
    clearcoatRoughness: 0.3,
  });
  const body = turned(rounded('0 .2, 3.1 0, 3.5 0 .5, 3.6 3.9 .5, 3.1 4.2 .1, 0 4.2'), 112);
  const lid = uvInCentimetres(turned(rounded('3 4.15, 3.62 4.15 .06, 3.62 6.2 .25, 0 6.25'), 112));
  const front = printed(22.6, 3, (sheet) => {
    fill(sheet, text(options, 'colour', '#dfe6df'));
    line(sheet, 'ALMA', { y: 0.3, size: 0.24, font: SANS, colour: '#2d332e', weight: 'bold', spacing: 0.5 });
    line(sheet, text(options, 'name', 'night balm'), {
      y: 0.58,
      size: 0.2,
      font: SERIF,
      colour: '#2d332e',
      weight: 'italic',
    });
    line(sheet, '50 ml', { y: 0.82, size: 0.12, font: SANS, colour: '#2d332e' });
  });
  const band = part(turned(rounded('3.53 .6, 3.6 3.5'), 112), paper(front, 0.4), { turn: [0, Math.PI, 0] });
  return assembled(part(body, frosted), band, part(lid, oak(4, { light: '#c79b68', dark: '#8d6238' })));
};

/** Two bars of soap, one in its paper band. */
export const soap: ShapeBuilder = (options) => {
  const seed = 7;
  const bar = surfaceMaterial(
    mineral({ colour: text(options, 'colour', '#b9c4a4'), blotch: 0.16, grit: 0.16, seed, roughness: 0.55 }),
    9,
    { bumpScale: 0.7 },
  );
  const block = boxUv(new RoundedBoxGeometry(8.6, 2.9, 5.6, 6, 0.55));
  const wide = printed(4.6, 5.7, (sheet) => soapBand(sheet, options));
  const edge = printed(4.6, 3, (sheet) => {
    fill(sheet, '#f3eee2');
    line(sheet, text(options, 'name', 'Olive & Sage'), {
      y: 0.5,
      size: 0.15,
      font: SERIF,
      colour: '#37402c',
      weight: 'italic',
    });
  });
  const plain = paper(edge);
  const faces = [plain, plain, paper(wide), plain, plain, plain];
  const wrapped = assembled(
    part(block, bar, { at: [0, 1.45, 0] }),
    part(new RoundedBoxGeometry(4.6, 3, 5.72, 4, 0.58), faces, { at: [0, 1.45, 0] }),
  );
  wrapped.rotation.y = 0.18;
  const bare = part(block, bar, { at: [1.6, 2.35, -4.6], turn: [-1.02, 0.1, 0.04] });
  return assembled(wrapped, bare);
};

function soapBand(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  fill(sheet, '#f3eee2');
  const { context, width, height, cm } = sheet;
  context.strokeStyle = '#6d7a4c';
  context.lineWidth = cm * 0.05;
  context.strokeRect(cm * 0.25, cm * 0.5, width - cm * 0.5, height - cm);
  line(sheet, 'NORDSOAP', {
    y: 0.27,
    size: 0.055,
    font: SANS,
    colour: '#37402c',
    weight: 'bold',
    spacing: 0.25,
  });
  line(sheet, text(options, 'name', 'Olive & Sage'), {
    y: 0.46,
    size: 0.085,
    font: SERIF,
    colour: '#37402c',
    weight: 'italic',
  });
  rule(sheet, 0.57, 0.3, '#6d7a4c');
  line(sheet, 'hand-cut soap', { y: 0.67, size: 0.06, font: SERIF, colour: '#37402c' });
  line(sheet, '2 × 110 g', { y: 0.77, size: 0.055, font: SANS, colour: '#37402c' });
}
