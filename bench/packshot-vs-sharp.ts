import sharp from 'sharp';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { makeSharpRenderer } from '#app/adapters/sharp/sharp-renderer.ts';
import { packshotSchema } from '#app/domain/recipe/recipe.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { type Bench, benchLine, measureInTurns } from './bench-line.ts';
import { photoOf2000 } from './sample-photos.ts';

/**
 * A packshot of 2048 x 2048 px with its mask in hand against sharp alone: resizing the same photo to the same frame and
 * encoding it the same way (JPEG, same quality, full colour resolution).
 */
export const run: Bench = async () => {
  const { path, name, sha256 } = await ensureModel();
  const photo = await photoOf2000();
  const cutOut = makeOnnxCutOut({ modelPath: path, modelName: name, modelSha256: sha256 });
  const mask = await cutOut.cutOut(photo);
  await cutOut.dispose();
  if (!mask.ok) throw new Error(mask.error.message);
  const recipe = packshotSchema.parse({ kind: 'packshot', frame: { aspect: '1:1', size: 2048 } });
  const renderer = makeSharpRenderer();
  const provenance = { sourceHash: '', recipeHash: '', versions: {} };
  const ours = async (): Promise<void> => {
    const result = await renderer.render({ source: photo, mask: mask.value, recipe, provenance });
    if (!result.ok || !result.value.backgroundExact) throw new Error('The packshot did not come out right.');
  };
  const raw = (): Promise<Buffer> =>
    sharp(photo)
      .autoOrient()
      .resize(2048, 2048, { fit: 'contain', background: '#ffffff' })
      .jpeg({ quality: recipe.quality, chromaSubsampling: '4:4:4' })
      .toBuffer();
  const times = await measureInTurns(ours, raw, { turns: 25, warmUp: 5 });
  return benchLine('packshot-vs-sharp', {
    value: times.ours,
    baseline: times.raw,
    limit: 2,
    bound: 'at-most',
  });
};
