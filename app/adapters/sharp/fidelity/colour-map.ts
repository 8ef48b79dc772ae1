import { ciede2000 } from '#app/domain/fidelity/ciede2000.ts';
import { type Linear, labAt, type Matched } from './light-match.ts';
import { blurWeightedBy, boxBlur, type Plane, planeOf } from './plane.ts';

/** Lightness counts for this much less than colour: light changes it, hardly the hue. */
const LIGHTNESS_WEIGHT = 3;

/**
 * Colour difference (CIEDE2000, lightness damped) at each pixel of the product between source and light-matched result, at
 * half their size, both first blurred inside the product so that fine print and a pixel of misalignment do not count as colour.
 */
export const colourMap = ({ source, result, trust }: Matched['half']): Plane => {
  const soft = blurWeightedBy(trust, Math.max(trust.width, trust.height) / 110);
  const all = ([r, g, b]: Linear): Linear => [soft(r), soft(g), soft(b)];
  const [from, to] = [all(source), all(result)];
  return planeOf(trust, (i) =>
    (trust.data[i] ?? 0) > 0.5 ? ciede2000(labAt(from, i), labAt(to, i), LIGHTNESS_WEIGHT) : 0,
  );
};

/** Where the result shows plainly another colour than the source, fine print aside; at half their size. */
export const otherColour = ({ source, result, trust }: Matched['half'], where: Plane): Uint8Array => {
  const soft = ([r, g, b]: Linear): Linear => [boxBlur(r, 1), boxBlur(g, 1), boxBlur(b, 1)];
  const [from, to] = [soft(source), soft(result)];
  const set = new Uint8Array(trust.data.length);
  for (let i = 0; i < set.length; i++)
    if ((where.data[i] ?? 0) > 0 && ciede2000(labAt(from, i), labAt(to, i), 1.5) > 5) set[i] = 1;
  return set;
};
