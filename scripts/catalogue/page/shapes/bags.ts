import { DoubleSide, MeshPhysicalMaterial, RepeatWrapping, Vector3 } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { bar, barUv, boxUv, skin } from '../geometry.ts';
import { LIGHT, line, printed, SANS, type Sheet } from '../labels.ts';
import { cloth, hide, plastic } from '../materials.ts';
import { curveThrough } from '../outlines.ts';
import { surfaceMaterial } from '../surfaces.ts';
import { weave } from '../textures.ts';
import { assembled, part, type ShapeBuilder, text } from './shape.ts';

/** Bags. */

/**
 * Oblong ring with soft corners, its points equally far apart from the middle of the back on: half width, half
 * depth, height; `power` 2 is an ellipse, more is squarer.
 */
function softRing(a: number, b: number, y: number, power: number, count = 72): Vector3[] {
  const fine = Array.from({ length: 721 }, (_, step) => {
    const angle = (step / 720) * Math.PI * 2 - Math.PI / 2;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const x = a * Math.sign(c) * Math.abs(c) ** (2 / power);
    return new Vector3(x, y, b * Math.sign(s) * Math.abs(s) ** (2 / power));
  });
  const travelled = [0];
  fine.forEach((point, index) => {
    const before = fine[index - 1];
    if (before) travelled.push((travelled[index - 1] ?? 0) + point.distanceTo(before));
  });
  const total = travelled[720] ?? 1;
  let at = 0;
  return Array.from({ length: count }, (_, step) => {
    const wanted = (step / count) * total;
    while ((travelled[at + 1] ?? total) < wanted && at < 719) at++;
    const [from, to] = [travelled[at] ?? 0, travelled[at + 1] ?? total];
    const here = fine[at] ?? new Vector3(0, y, -b);
    return here.clone().lerp(fine[at + 1] ?? here, to > from ? (wanted - from) / (to - from) : 0);
  });
}

/** Canvas bag with a print, standing open. */
export const tote: ShapeBuilder = (options) => {
  const height = 38;
  const rows = 30;
  const rings = Array.from({ length: rows + 1 }, (_, row) => {
    const t = row / rows;
    const depth = 5.4 * (1 - t) ** 0.8 + 1.7 + 0.5 * Math.sin(t * 7);
    const half = 17.5 + 0.9 * t - 0.5 * Math.sin(t * Math.PI);
    const ring = softRing(half, depth, t * height, 3.4);
    for (const point of ring) {
      point.z +=
        0.45 * Math.sin(point.x * 0.33 + t * 5) * t + 0.25 * Math.sin(point.x * 0.9 - t * 9) * (1 - t);
      point.y += 0.35 * t * Math.sin(point.x * 0.25);
      if (row === 0) point.multiplyScalar(0.97);
    }
    return ring;
  });
  const lining = rings
    .slice(-14)
    .map((ring) => ring.map((point) => new Vector3(point.x * 0.985, point.y, point.z * 0.86)));
  const base = text(options, 'cloth', '#e9dfc9');
  const canvas = printedCloth(base, (sheet) => totePrint(sheet, options));
  const inner = plastic('#b5a88f', 0.05);
  inner.side = DoubleSide;
  const straps = [-1, 1].map((front) => {
    const z = front * 1.7;
    const strap = curveThrough(
      `-8 30 ${z * 1.3}, -8 37 ${z * 1.1}, -7.6 44 ${z * 0.9}, -5.2 50 ${z * 0.7}, 0 52.4 ${z * 0.6}, 5.2 50 ${z * 0.7}, 7.6 44 ${z * 0.9}, 8 37 ${z * 1.1}, 8 30 ${z * 1.3}`,
    );
    return part(
      barUv(
        bar(strap, () => [1.25, 0.16], { along: 80, up: new Vector3(0, 0, 1) }),
        3,
        60,
      ),
      cloth(base, base, { threadsPerCm: 7, seed: 4 }),
    );
  });
  return assembled(
    part(skin(rings, { closeStart: true }), canvas),
    part(skin([...lining].reverse()), inner),
    ...straps,
  );
};

/** Cloth woven over the whole of a skin (uv 0..1), printed in the middle. */
function printedCloth(base: string, draw: (sheet: Sheet) => void): MeshPhysicalMaterial {
  const woven = weave({ warp: base, weft: base, threads: 120, slub: 2.4, seed: 9 });
  const material = surfaceMaterial(woven, 1, { bumpScale: 1.6, specularIntensity: 0.15 });
  const print = printed(42, 19, (sheet) => {
    sheet.context.fillStyle = base;
    sheet.context.fillRect(0, 0, sheet.width, sheet.height);
    draw(sheet);
  });
  // Rings run from right to left as seen from the front.
  print.wrapS = RepeatWrapping;
  print.repeat.x = -1;
  material.map = print;
  for (const texture of [material.bumpMap, material.roughnessMap]) {
    texture?.repeat.set(6, 2.7);
    if (texture) texture.wrapS = texture.wrapT = RepeatWrapping;
  }
  return material;
}

function totePrint(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  const ink = text(options, 'ink', '#23395b');
  context.save();
  context.translate(width / 2, height * 0.43);
  context.fillStyle = ink;
  const unit = height * 0.2;
  for (let ray = 0; ray < 24; ray++) {
    context.rotate((Math.PI * 2) / 24);
    context.fillRect(unit * 0.66, -unit * 0.025, unit * (ray % 2 === 0 ? 0.5 : 0.3), unit * 0.05);
  }
  context.beginPath();
  context.arc(0, 0, unit * 0.55, 0, Math.PI * 2);
  context.fill();
  context.restore();
  line(sheet, text(options, 'motto', 'GOOD MORNING'), {
    y: 0.76,
    size: 0.075,
    font: SANS,
    colour: ink,
    weight: 'bold',
    spacing: 0.1,
  });
  line(sheet, 'market hall no. 9', { y: 0.85, size: 0.045, font: LIGHT, colour: ink });
}

/** Day pack with a pocket, standing. */
export const backpack: ShapeBuilder = (options) => {
  const shell = cloth(text(options, 'cloth', '#46594c'), text(options, 'cloth', '#4d6153'), {
    threadsPerCm: 10,
    seed: 6,
  });
  const leather = hide(text(options, 'trim', '#8a5a35'), 5);
  const body = softBody({ half: 14.5, depth: 7.6, height: 43, belly: 0.6, power: 3.2 });
  const pocket = softBody({ half: 11.2, depth: 3.4, height: 21, belly: 0.5, power: 3.4 });
  const zip = plastic('#1d211e', 0.35);
  const tape = cloth('#232824', '#2a302b', { threadsPerCm: 9, seed: 2 });
  const arch = curveThrough(
    '-13.2 26 5.9, -12.4 35 5.6, -8.5 40.2 4.7, 0 41.6 4.3, 8.5 40.2 4.7, 12.4 35 5.6, 13.2 26 5.9',
  );
  const pocketZip = curveThrough('-10.4 20.5 8.7, -6 22.6 9.6, 0 23.1 9.9, 6 22.6 9.6, 10.4 20.5 8.7');
  const grip = curveThrough('-3 42.2 -2.6, -2.8 45 -2.7, 0 46 -2.8, 2.8 45 -2.7, 3 42.2 -2.6');
  const straps = [-1, 1].map((side) =>
    part(
      bar(
        curveThrough(
          `${side * 6} 41 -6, ${side * 9.5} 38 -10.5, ${side * 12.5} 27 -12.2, ${side * 13.6} 14 -10.2, ${side * 13.8} 5 -7`,
        ),
        () => [2.5, 0.6],
        {
          up: new Vector3(0, 0.2, 1),
        },
      ),
      tape,
    ),
  );
  const patch = printed(6, 4, (sheet) => {
    sheet.context.fillStyle = text(options, 'trim', '#8a5a35');
    sheet.context.fillRect(0, 0, sheet.width, sheet.height);
    line(sheet, 'FELL', { y: 0.42, size: 0.3, font: SANS, colour: '#2b1a0e', weight: 'bold', spacing: 0.2 });
    line(sheet, '& WANDER', { y: 0.72, size: 0.14, font: SANS, colour: '#2b1a0e', spacing: 0.25 });
  });
  const badge = new MeshPhysicalMaterial({ map: patch, roughness: 0.6 });
  return assembled(
    part(barUv(body, 62, 58), shell),
    part(barUv(pocket, 40, 30), shell, { at: [0, 2.6, 6.6] }),
    part(
      bar(arch, () => [0.42, 0.3]),
      zip,
    ),
    part(
      bar(pocketZip, () => [0.4, 0.28]),
      zip,
    ),
    part(
      bar(grip, () => [0.9, 0.4], { up: new Vector3(0, 0, 1) }),
      tape,
    ),
    part(new RoundedBoxGeometry(6, 4, 0.35, 3, 0.12), badge, { at: [0, 31, 7.75], turn: [-0.05, 0, 0] }),
    part(boxUv(new RoundedBoxGeometry(28.8, 4.2, 15.2, 5, 1.5)), leather, { at: [0, 2.2, 0] }),
    part(
      bar(curveThrough('9 22.4 9, 9.3 20.5 9.7, 9.2 18.4 9.9'), () => [0.3, 0.12]),
      leather,
    ),
    ...straps,
  );
};

/** A stuffed body: rings that swell in the middle and close at the top. */
function softBody(form: { half: number; depth: number; height: number; belly: number; power: number }) {
  const rows = 36;
  const rings = Array.from({ length: rows + 1 }, (_, row) => {
    const t = row / rows;
    const close = t > 0.62 ? Math.sqrt(Math.max(0, 1 - ((t - 0.62) / 0.38) ** 2.6)) : 1;
    const open = Math.min(1, 0.86 + t * 1.6);
    const swell = 1 + 0.06 * form.belly * Math.sin(t * Math.PI);
    const ring = softRing(
      form.half * swell * open * (0.3 + 0.7 * close) * (close === 0 ? 0.02 : 1),
      form.depth * swell * open * (0.25 + 0.75 * close),
      form.height * (1 - (1 - t) ** 1.02),
      form.power,
    );
    for (const point of ring) {
      const wrinkle = 0.12 * Math.sin(point.x * 0.8 + t * 13) + 0.1 * Math.sin(t * 38 + point.x * 0.3);
      point.z += Math.sign(point.z) * wrinkle * (1 - close * 0.3);
    }
    return ring;
  });
  return skin(rings, { closeStart: true, closeEnd: true });
}
