import sharp from 'sharp';
import { decodeSource, planesOf, squareOf, stretched } from '#app/adapters/onnx/decode-source.ts';
import { makeIsnetModel } from '#app/adapters/onnx/isnet-model.ts';
import { makeCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { isDoubtful } from '#app/domain/imaging/cut-out-facts.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { type Bench, type BenchLine, benchLine } from './bench-line.ts';
import { boundaryF, intersectionOverUnion, meanAbsoluteError } from './mask-quality.ts';
import { type SamplePhoto, samplePhotos } from './sample-photos.ts';

interface Measured {
  readonly name: string;
  readonly cluttered: boolean;
  readonly ours: number;
  readonly bare: number;
  readonly boundary: number;
  readonly iou: number;
  readonly doubtful: boolean;
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** Alpha error of our masks against that of the model's bare output, resized; and whether confidence knows when it is wrong. */
export const run: Bench = async () => {
  const { path, name, sha256 } = await ensureModel();
  const model = makeIsnetModel({ modelPath: path });
  const cutOut = makeCutOut(model, { name, sha256 });
  const measured: Measured[] = [];
  const measure = async (photo: SamplePhoto): Promise<void> => {
    const result = await cutOut.cutOut(photo.bytes);
    if (!result.ok) throw new Error(`${photo.name}: ${result.error.message}`);
    const { facts, png } = result.value;
    if (facts.width !== photo.width || facts.height !== photo.height)
      throw new Error(`${photo.name}: true mask of another size`);
    const mask = await sharp(png).extractChannel(0).raw().toBuffer();
    const answer = await model.run(planesOf(await squareOf(await decodeSource(photo.bytes))));
    const bare = await stretched(answer, photo.width, photo.height);
    const line: Measured = {
      name: photo.name,
      cluttered: photo.background === 'cluttered',
      ours: meanAbsoluteError(mask, photo.truth),
      bare: meanAbsoluteError(bare, photo.truth),
      boundary: boundaryF(mask, photo.truth, photo.width, photo.height, 2),
      iou: intersectionOverUnion(mask, photo.truth),
      doubtful: isDoubtful(facts),
    };
    measured.push(line);
    process.stderr.write(
      `${JSON.stringify({ ...line, confidence: facts.confidence, doubts: facts.doubts })}\n`,
    );
  };
  try {
    // a photo that came cut out says nothing about the model
    for await (const photo of samplePhotos()) if (photo.background !== 'transparent') await measure(photo);
  } finally {
    await model.dispose();
  }
  return [qualityLine(measured), ...confidenceLines(measured)];
};

const qualityLine = (all: readonly Measured[]): BenchLine => {
  const cluttered = all.filter((m) => m.cluttered);
  const ratioOf = (some: readonly Measured[]): number =>
    mean(some.map((m) => m.ours)) / mean(some.map((m) => m.bare));
  return benchLine(
    'cutout-quality',
    {
      value: mean(all.map((m) => m.ours)),
      baseline: mean(all.map((m) => m.bare)),
      limit: 0.9,
      bound: 'at-most',
    },
    {
      photos: all.length,
      boundaryF2: mean(all.map((m) => m.boundary)),
      iou: mean(all.map((m) => m.iou)),
      clutteredPhotos: cluttered.length,
      clutteredRatio: cluttered.length > 0 ? ratioOf(cluttered) : 0,
      clutteredBoundaryF2: mean(cluttered.map((m) => m.boundary)),
    },
  );
};

/** Wrong masks (IoU under 0.9) that carry no doubt: none allowed. Right ones that do: at most one in twenty. */
const confidenceLines = (all: readonly Measured[]): BenchLine[] => {
  const wrong = all.filter((m) => m.iou < 0.9);
  const right = all.filter((m) => m.iou >= 0.9);
  const missed = wrong.filter((m) => !m.doubtful).length;
  const alarms = right.filter((m) => m.doubtful).length;
  const share = alarms / Math.max(1, right.length);
  return [
    {
      bench: 'cutout-quality:wrong-without-doubt',
      value: missed,
      baseline: wrong.length,
      ratio: wrong.length === 0 ? 0 : missed / wrong.length,
      limit: 0,
      holds: missed === 0,
    },
    {
      bench: 'cutout-quality:doubt-without-cause',
      value: alarms,
      baseline: right.length,
      ratio: share,
      limit: 0.05,
      holds: share <= 0.05,
    },
  ];
};
