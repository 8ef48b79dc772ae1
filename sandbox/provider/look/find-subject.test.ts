import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findSubject } from './find-subject.ts';

/** Whether the subject is at a place of the picture, in shares of its sides. */
const lookAt = async (photo: string) => {
  const found = await findSubject(await readFile(`sandbox/catalogue/photos/${photo}`));
  return (x: number, y: number): boolean =>
    (found.mask[Math.floor(y * found.height) * found.width + Math.floor(x * found.width)] ?? 0) > 127;
};

describe("the stand-in's eye", () => {
  it('finds a pale mug on pale paper whole, and sees through its handle', async () => {
    const at = await lookAt('stoneware-mug-1.jpg');
    const body = [0.25, 0.35, 0.45, 0.6].flatMap((x) => [0.4, 0.55, 0.7].map((y) => at(x, y)));
    expect(body).not.toContain(false);
    expect(at(0.695, 0.55)).toBe(false);
    expect(at(0.8, 0.5)).toBe(true);
  });

  it('takes no shadow on the paper for the thing that casts it', async () => {
    const at = await lookAt('fell-backpack-1.jpg');
    expect(at(0.5, 0.5)).toBe(true);
    expect([at(0.907, 0.797), at(0.868, 0.813), at(0.82, 0.824)]).toEqual([false, false, false]);
  });
});
