import { failure } from '#app/domain/failure.ts';
import { type FidelityMeasures, MEASURES } from '#app/domain/fidelity/measures.ts';
import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { FidelityMeter, FidelityPair } from '#app/ports/fidelity.ts';
import type { Pair } from './fault-regions.ts';
import { type Mask, productBox, readFrame, readMask, sizeOf } from './frame.ts';
import { measurePair } from './measure-pair.ts';

/** Whoever changes what is measured changes this. */
export const VERSION = '2';
/** Longer side of the product while it is measured, at most; smaller where source or result is smaller. */
const WORK_SIDE = 448;
/** A frame of the result is never larger than this on a side. */
const MAX_FRAME = 1600;
/** Room around the source's product, as a share of its longer side. */
const ROOM = 0.08;
/** Around the result's: its mask may lack a part of it. */
const RESULT_ROOM = 0.6;

const CANCELLED = err(failure('cancelled', 'The work was cancelled.'));

/**
 * Measures with sharp (decoding) and arithmetic of our own, where it is called: the event loop stands still meanwhile
 * (threaded-fidelity-meter.ts does not let it). Keeps nothing between calls.
 */
export const makeSharpFidelityMeter = (): FidelityMeter => ({
  version: VERSION,
  measure: (pair, { signal } = {}) => measureFiles(pair, () => signal?.aborted ?? false),
});

/** Measures a pair, and looks between the steps whether that is still wanted. */
export const measureFiles = async (
  pair: FidelityPair,
  isStopped: () => boolean,
): Promise<Result<FidelityMeasures>> => {
  const read = await readPair(pair);
  if (!read.ok) return read;
  if (isStopped()) return CANCELLED;
  if (read.value === null) return ok(NO_PRODUCT);
  const measures = measurePair(read.value, isStopped);
  return measures ? ok(measures) : CANCELLED;
};

const NO_PRODUCT: FidelityMeasures = {
  found: 'no-product',
  values: Object.fromEntries(MEASURES.map((m) => [m, 1])) as FidelityMeasures['values'],
  regions: [],
};

const longer = ({ width, height }: { width: number; height: number }): number => Math.max(width, height);

/** The parts of the two files that matter, at one scale of the product; null where the result is too small to hold one. */
const readPair = async (pair: FidelityPair): Promise<Result<Pair | null>> => {
  try {
    const sourceMask = await readMask(pair.sourceMask);
    const own = productBox(sourceMask);
    if (!own) return err(failure('mask-empty', 'No product was found in the source picture.'));
    const resultMask = pair.resultMask ? await readMask(pair.resultMask) : null;
    const there = resultMask ? productBox(resultMask) : null;
    const [sourceSize, resultSize] = [await sizeOf(pair.source), await sizeOf(pair.result)];
    // without a mask the product is taken to fill the usual part of the picture
    const expected = there ?? middleOf(resultSize, own);
    if (longer(expected) < 24) return ok(null);
    const work = Math.min(WORK_SIDE, longer(own), longer(expected));
    const masks = { source: sourceMask, result: there ? resultMask : null };
    return ok(await framesOf(pair, masks, { own, there, expected, sourceSize, resultSize, work }));
  } catch {
    return err(failure('image-corrupt', 'A picture file is damaged and cannot be read.'));
  }
};

const middleOf = (size: { width: number; height: number }, like: Box): Box => {
  const scale = 0.75 * Math.min(size.width / like.width, size.height / like.height);
  const [width, height] = [Math.round(like.width * scale), Math.round(like.height * scale)];
  return { left: (size.width - width) >> 1, top: (size.height - height) >> 1, width, height };
};

interface Sizes {
  readonly own: Box;
  readonly there: Box | null;
  readonly expected: Box;
  readonly sourceSize: { readonly width: number; readonly height: number };
  readonly resultSize: { readonly width: number; readonly height: number };
  readonly work: number;
}

interface Masks {
  readonly source: Mask;
  readonly result: Mask | null;
}

const framesOf = async (pair: FidelityPair, masks: Masks, sizes: Sizes): Promise<Pair> => {
  const { own, there, expected, sourceSize, resultSize, work } = sizes;
  const cut = withRoom(own, sourceSize, ROOM);
  // where the product is known to be, the rest of the result is not looked at
  const seen = there ? withRoom(there, resultSize, RESULT_ROOM) : { left: 0, top: 0, ...resultSize };
  const shrinkSource = work / longer(own);
  const shrinkResult = Math.min(work / longer(expected), MAX_FRAME / longer(resultSize));
  const source = await readFrame(pair.source, masks.source, at(cut, shrinkSource));
  const result = await readFrame(pair.result, masks.result, at(seen, shrinkResult));
  const scale = (shrinkResult * longer(expected)) / work;
  const middle = {
    x: (own.left - cut.left + own.width / 2) * shrinkSource,
    y: (own.top - cut.top + own.height / 2) * shrinkSource,
  };
  const guess = {
    a: scale,
    b: 0,
    c: 0,
    d: scale,
    e: (expected.left - seen.left + expected.width / 2) * shrinkResult - scale * middle.x,
    f: (expected.top - seen.top + expected.height / 2) * shrinkResult - scale * middle.y,
  };
  const resultAt = { left: seen.left, top: seen.top, scale: 1 / shrinkResult };
  return { source, result, guess, productSide: work, resultAt };
};

const withRoom = (box: Box, size: { width: number; height: number }, share: number): Box => {
  const room = Math.round(longer(box) * share);
  const [left, top] = [Math.max(0, box.left - room), Math.max(0, box.top - room)];
  return {
    left,
    top,
    width: Math.min(size.width, box.left + box.width + room) - left,
    height: Math.min(size.height, box.top + box.height + room) - top,
  };
};

const at = (box: Box, scale: number) => ({
  box,
  width: Math.max(8, Math.round(box.width * scale)),
  height: Math.max(8, Math.round(box.height * scale)),
});
