/** A process of `npm run fidelity`: makes and judges the kinds it is given, one after another. */
import path from 'node:path';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import { judgeItem } from './judge-set.ts';
import type { FromJudge, JudgingJob, ToJudge } from './judging.ts';
import { keptCutOut } from './kept-masks.ts';
import { keptMeter, measuringCode } from './kept-measures.ts';
import { readSubjects } from './read-subjects.ts';
import { type Kind, makeSet } from './set/make-set.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CACHE = path.join(ROOT, '.cache/fidelity');

const tell = (message: FromJudge): void => {
  process.send?.(message);
};

const judging = async ({ options, model, threads }: JudgingJob) => {
  const cutOut = makeOnnxCutOut({
    modelPath: model.path,
    modelName: model.name,
    modelSha256: model.sha256,
    threads,
  });
  const kept = keptCutOut(cutOut, path.join(CACHE, 'masks'));
  let ms: number | null = null;
  const meter = keptMeter(makeSharpFidelityMeter(), {
    dir: path.join(CACHE, 'measures'),
    code: await measuringCode(ROOT),
    onMeasured: (took) => {
      ms = took;
    },
  });
  // what was left out has been said by whoever started us
  const subjects = await readSubjects(options, kept, () => undefined);
  return {
    async judge(kind: Kind): Promise<void> {
      let n = 0;
      for await (const item of makeSet(subjects, { ...options, kinds: [kind] })) {
        ms = null;
        const { verdict, flagged, right } = await judgeItem(item, kept.maskOf, meter);
        const { subject, level, note, result } = item;
        const pictures = right ? null : { result, source: subject.source };
        tell({
          judged: { kind, n, source: subject.name, level, note, right, flagged, verdict, ms, pictures },
        });
        n += 1;
      }
    },
    dispose: () => cutOut.dispose(),
  };
};

const { judge, dispose } = await judging(JSON.parse(process.argv[2] ?? '') as JudgingJob);
process.on('message', async (message: ToJudge) => {
  try {
    if ('kind' in message) {
      await judge(message.kind);
      tell({ idle: true });
    } else {
      await dispose();
      process.disconnect();
    }
  } catch (error) {
    tell({ say: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  }
});
// nobody left to tell
process.on('disconnect', () => process.exit());
tell({ idle: true });
