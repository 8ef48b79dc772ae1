import type { Random } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import type { Surface } from './read-scene.ts';

export type Frame = { width: number; height: number; horizon: number };

/** The pattern of a surface in perspective, as SVG: lines that run to a vanishing point above the horizon. */
export function surfacePattern(surface: Surface, colour: Rgb, frame: Frame, random: Random): string {
  switch (surface) {
    case 'wood':
      return planks(colour, frame, random);
    case 'tiles':
      return planks(mix(colour, BLACK, 0.12), frame, random) + crossLines(colour, frame);
    case 'stone':
      return veins(colour, frame, random);
    case 'fabric':
      return folds(colour, frame, random);
    case 'concrete':
    case 'sand':
    case 'grass':
    case 'snow':
      return blotches(colour, frame, random);
    case 'plain':
      return '';
  }
}

const top = ({ height, horizon }: Frame): number => height * horizon;

function planks(colour: Rgb, frame: Frame, random: Random): string {
  const { width, height } = frame;
  const from = top(frame);
  const vanish = { x: width / 2, y: from - height * 0.6 };
  const parts: string[] = [];
  const count = 11;
  for (let at = -3; at < count + 3; at += 1) {
    const left = (width / count) * at;
    const right = left + width / count;
    const xAt = (x: number) => vanish.x + ((x - vanish.x) * (from - vanish.y)) / (height - vanish.y);
    const shade = mix(colour, random() < 0.5 ? BLACK : WHITE, random() * 0.14);
    parts.push(
      `<polygon points="${xAt(left)},${from} ${xAt(right)},${from} ${right},${height} ${left},${height}" fill="${hex(shade)}" stroke="${hex(mix(colour, BLACK, 0.45))}" stroke-width="${width / 900}"/>`,
    );
    for (let grain = 0; grain < 3; grain += 1) {
      const x = left + random() * (right - left);
      parts.push(
        `<line x1="${xAt(x)}" y1="${from}" x2="${x + (random() - 0.5) * 8}" y2="${height}" stroke="${hex(mix(colour, BLACK, 0.3))}" stroke-opacity="0.25" stroke-width="${width / 1400}"/>`,
      );
    }
  }
  return parts.join('');
}

function crossLines(colour: Rgb, frame: Frame): string {
  const from = top(frame);
  const depth = frame.height - from;
  return [0.05, 0.13, 0.25, 0.42, 0.66, 0.95]
    .map(
      (share) =>
        `<line x1="0" x2="${frame.width}" y1="${from + depth * share}" y2="${from + depth * share}" stroke="${hex(mix(colour, BLACK, 0.35))}" stroke-width="${frame.width / 700}"/>`,
    )
    .join('');
}

function veins(colour: Rgb, frame: Frame, random: Random): string {
  const from = top(frame);
  const parts: string[] = [];
  for (let at = 0; at < 16; at += 1) {
    let x = random() * frame.width;
    let y = from + random() * (frame.height - from);
    const points = [`M ${x} ${y}`];
    for (let step = 0; step < 7; step += 1) {
      x += (random() - 0.35) * frame.width * 0.12;
      y += (random() - 0.4) * (frame.height - from) * 0.16;
      points.push(`L ${x} ${Math.max(from, y)}`);
    }
    parts.push(
      `<path d="${points.join(' ')}" fill="none" stroke="${hex(mix(colour, BLACK, 0.35))}" stroke-opacity="${0.1 + random() * 0.25}" stroke-width="${(0.5 + random() * 3) * (frame.width / 1000)}"/>`,
    );
  }
  return `<g filter="url(#haze)">${parts.join('')}</g>`;
}

function folds(colour: Rgb, frame: Frame, random: Random): string {
  const from = top(frame);
  const parts: string[] = [];
  for (let at = 0; at < 14; at += 1) {
    const y = from + random() * (frame.height - from);
    const x = random() * frame.width;
    const dark = random() < 0.5;
    parts.push(
      `<path d="M ${x - frame.width * 0.3} ${y} Q ${x} ${y - 60 + random() * 120} ${x + frame.width * 0.3} ${y + 30 - random() * 60}" fill="none" stroke="${hex(mix(colour, dark ? BLACK : WHITE, 0.35))}" stroke-opacity="0.35" stroke-width="${(6 + random() * 22) * (frame.width / 1000)}"/>`,
    );
  }
  return `<g filter="url(#soft)">${parts.join('')}</g>`;
}

function blotches(colour: Rgb, frame: Frame, random: Random): string {
  const from = top(frame);
  const parts: string[] = [];
  for (let at = 0; at < 46; at += 1) {
    const dark = random() < 0.5;
    parts.push(
      `<ellipse cx="${random() * frame.width}" cy="${from + random() * (frame.height - from)}" rx="${(10 + random() * 90) * (frame.width / 1000)}" ry="${(4 + random() * 26) * (frame.width / 1000)}" fill="${hex(mix(colour, dark ? BLACK : WHITE, 0.22))}" fill-opacity="0.3"/>`,
    );
  }
  return `<g clip-path="url(#ground)" filter="url(#haze)">${parts.join('')}</g>`;
}
