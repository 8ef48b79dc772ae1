import { expect, it } from 'vitest';
import { readFooting } from '../footing.ts';
import { planPlinth } from './plinth.ts';

const FRAME = { width: 400, height: 500 };

/** Footing of a product 200 px wide whose lower edge rises from right to left by `rise` px, then a spout high up. */
const footingOf = (rise: number) => {
  const width = 200;
  const height = 120;
  const alpha = new Uint8Array(width * height);
  for (let x = 0; x < width; x++) {
    const bottom = height - 1 - Math.round(rise * (1 - x / (width - 1)) ** 0.5);
    for (let y = 20; y <= bottom; y++) alpha[y * width + x] = 255;
  }
  return readFooting({ alpha, width, height }, 100, 300, FRAME.width);
};

it('reaches under the whole sole of a shoe that leads up the picture', () => {
  const plinth = planPlinth(FRAME, footingOf(34));
  expect(plinth.cx - plinth.rx).toBeLessThan(104);
  expect(plinth.cx + plinth.rx).toBeGreaterThan(296);
});

it('does not widen for what stands off the floor, such as a spout', () => {
  const width = 200;
  const height = 120;
  const alpha = new Uint8Array(width * height);
  for (let x = 60; x < 140; x++) for (let y = 0; y < height; y++) alpha[y * width + x] = 255;
  for (let x = 0; x < 60; x++) for (let y = 20; y < 50; y++) alpha[y * width + x] = 255;
  const plinth = planPlinth(FRAME, readFooting({ alpha, width, height }, 100, 300, FRAME.width));
  expect(plinth.rx).toBeLessThan(80);
});
