import { ciede2000 } from '#app/domain/fidelity/ciede2000.ts';
import { type Lab, labOfLinear, linearOf } from '#app/domain/fidelity/lab.ts';
import type { Layer } from '../layer.ts';

const LINEAR = Float64Array.from({ length: 256 }, (_, v) => linearOf(v / 255));

export const labAt = (rgb: Uint8Array, i: number): Lab =>
  labOfLinear(
    LINEAR[rgb[i * 3] ?? 0] ?? 0,
    LINEAR[rgb[i * 3 + 1] ?? 0] ?? 0,
    LINEAR[rgb[i * 3 + 2] ?? 0] ?? 0,
  );

export interface Change {
  /** Share of the product's pixels that differ by more than the limit. */
  readonly share: number;
  /** Mean CIEDE2000 of those. */
  readonly mean: number;
}

/** What a damage changed on the product, pixel by pixel: a damage that nobody can see is none. */
export const changeOf = (before: Layer, after: Layer, limit = 5): Change => {
  let [n, changed, sum] = [0, 0, 0];
  for (let i = 0; i < before.alpha.length; i += 3) {
    if ((before.alpha[i] ?? 0) < 128) continue;
    n += 1;
    const difference = ciede2000(labAt(before.rgb, i), labAt(after.rgb, i));
    if (difference <= limit) continue;
    changed += 1;
    sum += difference;
  }
  return { share: n > 0 ? changed / n : 0, mean: changed > 0 ? sum / changed : 0 };
};
