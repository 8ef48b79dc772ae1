import { ciede2000 } from '#app/domain/fidelity/ciede2000.ts';
import type { Frame } from './frame.ts';
import { labAt, type Matched } from './light-match.ts';
import { blurWeightedBy, type Plane, planeOfFours } from './plane.ts';

/** Lightness counts for this much less than colour: light changes it, hardly the hue. */
const LIGHTNESS_WEIGHT = 3;

/**
 * Colour difference (CIEDE2000, lightness damped) at each pixel of the product between source and light-matched result,
 * both first blurred inside the product so that fine print and a pixel of misalignment do not count as colour.
 */
export const colourMap = (source: Frame, matched: Matched): Plane => {
  const sigma = Math.max(source.width, source.height) / 110;
  const soft = blurWeightedBy(matched.trust, sigma);
  const [sr, sg, sb] = source.linear;
  const from: Matched['linear'] = [soft(sr), soft(sg), soft(sb)];
  const [mr, mg, mb] = matched.linear;
  const to: Matched['linear'] = [soft(mr), soft(mg), soft(mb)];
  return planeOfFours(matched.trust, (i) =>
    (matched.trust.data[i] ?? 0) > 0.5 ? ciede2000(labAt(from, i), labAt(to, i), LIGHTNESS_WEIGHT) : 0,
  );
};
