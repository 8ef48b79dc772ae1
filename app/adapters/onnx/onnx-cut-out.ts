import sharp from 'sharp';
import { type Failure, failure } from '#app/domain/failure.ts';
import { cleanMask } from '#app/domain/imaging/clean-mask.ts';
import type { CutOutFacts } from '#app/domain/imaging/cut-out-facts.ts';
import { judgeMask, measureMask } from '#app/domain/imaging/judge-mask.ts';
import { boxOf } from '#app/domain/imaging/placement.ts';
import { refineMask } from '#app/domain/imaging/refine-mask.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CutOut, CutOutMask } from '#app/ports/imaging.ts';
import { decodeSource, type Pixels, planesOf, squareOf, stretched } from './decode-source.ts';
import { type IsnetModel, type IsnetModelOptions, MODEL_SIDE, makeIsnetModel } from './isnet-model.ts';

/** Version of the steps around the model; whoever changes them changes this, so that old masks are not mistaken for new. */
const STEPS_VERSION = '2';
/** A source whose own alpha leaves out at least this share of its pixels has been cut out already. */
const CUT_OUT_ALREADY = 0.05;

export interface OnnxCutOutOptions extends IsnetModelOptions {
  readonly modelName: string;
  /** sha256 (hex) of the model file, checked by whoever fetched it. */
  readonly modelSha256: string;
}

/** Finds the product with ISNet on onnxruntime; keeps one session, loaded on first use. */
export const makeOnnxCutOut = ({ modelName, modelSha256, ...options }: OnnxCutOutOptions): CutOut =>
  makeCutOut(makeIsnetModel(options), { name: modelName, sha256: modelSha256 });

/** The steps around a model, whatever runs it. */
export const makeCutOut = (model: IsnetModel, identity: ModelIdentity): CutOut => {
  return {
    version: `${STEPS_VERSION}-${identity.sha256.slice(0, 16)}`,
    async cutOut(source, { signal } = {}) {
      if (signal?.aborted) return err(CANCELLED);
      const decoded = await decodeSafely(source);
      if (!decoded.ok) return decoded;
      if (signal?.aborted) return err(CANCELLED);
      const pixels = decoded.value;
      if (pixels.alpha && leftOut(pixels.alpha) >= CUT_OUT_ALREADY)
        return ok(await ownAlpha(pixels, pixels.alpha));
      return await byModel(pixels, model, identity, signal);
    },
    dispose: () => model.dispose(),
  };
};

interface ModelIdentity {
  readonly name: string;
  readonly sha256: string;
}

const CANCELLED: Failure = failure('cancelled', 'The work was cancelled.');

const decodeSafely = async (source: Uint8Array): Promise<Result<Pixels>> => {
  try {
    return ok(await decodeSource(source));
  } catch {
    return err(failure('image-corrupt', 'The picture file is damaged and cannot be read.'));
  }
};

const leftOut = (alpha: Uint8Array): number => {
  let n = 0;
  for (let i = 0; i < alpha.length; i++) if ((alpha[i] ?? 0) < 128) n += 1;
  return n / alpha.length;
};

const byModel = async (
  pixels: Pixels,
  model: IsnetModel,
  identity: ModelIdentity,
  signal?: AbortSignal,
): Promise<Result<CutOutMask>> => {
  const { rgb, width, height } = pixels;
  const square = await squareOf(pixels);
  if (signal?.aborted) return err(CANCELLED);
  const answer = await model.run(planesOf(square));
  if (signal?.aborted) return err(CANCELLED);
  const coarse = Float32Array.from(answer);
  const parts = cleanMask(coarse, square, MODEL_SIDE);
  const judged = judgeMask(measureMask(answer, coarse, MODEL_SIDE, parts));
  const mask = await stretched(coarse, width, height);
  if (signal?.aborted) return err(CANCELLED);
  refineMask({ coarse, square, side: MODEL_SIDE, rgb, mask, width, height });
  return ok(await packed(mask, width, height, { ...judged, method: 'model', model: identity }));
};

const ownAlpha = (pixels: Pixels, alpha: Uint8Array): Promise<CutOutMask> => {
  const empty = alpha.every((a) => a < 128);
  return packed(alpha, pixels.width, pixels.height, {
    confidence: empty ? 0 : 1,
    doubts: empty ? ['empty'] : [],
    method: 'alpha',
    model: null,
  });
};

const packed = async (
  mask: Uint8Array,
  width: number,
  height: number,
  found: Pick<CutOutFacts, 'confidence' | 'doubts' | 'method' | 'model'>,
): Promise<CutOutMask> => ({
  facts: { width, height, box: boxOf(mask, width, height, 128), ...found, version: STEPS_VERSION },
  // long even runs: the quickest setting packs them nearly as well as the slowest
  png: await sharp(mask, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 2 })
    .toBuffer(),
});
