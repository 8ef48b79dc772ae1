import { decodeSource, planesOf, squareOf } from '#app/adapters/onnx/decode-source.ts';
import { makeIsnetModel } from '#app/adapters/onnx/isnet-model.ts';
import { makeCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { type Bench, benchLine, measureInTurns } from './bench-line.ts';
import { photoOf2000 } from './sample-photos.ts';

/** A whole cut-out of a 2000 px photo (decode, model, clean-up, refinement, packing) against one bare run of the model. */
export const run: Bench = async () => {
  const { path, name, sha256 } = await ensureModel();
  const model = makeIsnetModel({ modelPath: path });
  const cutOut = makeCutOut(model, { name, sha256 });
  try {
    const photo = await photoOf2000();
    const planes = planesOf(await squareOf(await decodeSource(photo)));
    const whole = async (): Promise<void> => {
      const result = await cutOut.cutOut(photo);
      if (!result.ok) throw new Error(result.error.message);
    };
    const { ours, raw } = await measureInTurns(whole, () => model.run(planes), { turns: 9, warmUp: 2 });
    return benchLine('cutout-vs-model', { value: ours, baseline: raw, limit: 1.2, bound: 'at-most' });
  } finally {
    await model.dispose();
  }
};
