/** `npm run fidelity`: builds the validation set of the fidelity gate, judges it, and prints its figures as JSON lines. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import type { CutOut } from '#app/ports/imaging.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { figuresOf } from './figures.ts';
import { type JudgedItem, judgeItem } from './judge-set.ts';
import { keptMasks } from './kept-masks.ts';
import { type FidelityOptions, parseFidelityOptions, USAGE } from './options.ts';
import { halfOf, KINDS, makeSet } from './set/make-set.ts';
import { catalogueSubjects, photoSubjects, type Subject } from './set/subjects.ts';

const MASKS = '.cache/fidelity/masks';
const say = (line: string) => console.error(line);

const subjectsOf = async ({ photos, half }: FidelityOptions, cutOut: CutOut): Promise<Subject[]> => {
  if (photos !== null) return photoSubjects(photos, cutOut, say);
  return catalogueSubjects((product) => halfOf(product) === half);
};

/** What the gate said of each picture, and the pictures it was wrong about, for whoever wants to see why. */
const keep = async (out: string, n: number, { item, verdict, right, ms }: JudgedItem): Promise<void> => {
  const { kind, subject, level, note, result } = item;
  const name = `${String(n).padStart(4, '0')}-${kind}`;
  const { verdict: said, score, sentence, values, regions } = verdict;
  const line = {
    name,
    kind,
    source: subject.name,
    level,
    note,
    right,
    said,
    score,
    sentence,
    values,
    regions,
    ms,
  };
  await appendFile(path.join(out, 'verdicts.jsonl'), `${JSON.stringify(line)}\n`);
  if (right) return;
  await writeFile(path.join(out, `${name}.jpg`), result);
  await writeFile(path.join(out, `${name}.source.jpg`), subject.source);
};

const run = async (options: FidelityOptions): Promise<void> => {
  const model = await ensureModel({ log: say });
  const cutOut = makeOnnxCutOut({ modelPath: model.path, modelName: model.name, modelSha256: model.sha256 });
  const maskOf = keptMasks(cutOut, MASKS);
  const meter = makeSharpFidelityMeter();
  const subjects = await subjectsOf(options, cutOut);
  if (subjects.length === 0) throw new Error('There is no picture with a clear product to work on.');
  const products = new Set(subjects.map((s) => s.product)).size;
  say(
    `${subjects.length} photos of ${products} products; up to ${KINDS.length * options.perKind} pictures to judge`,
  );
  if (options.out !== null) {
    await mkdir(options.out, { recursive: true });
    await writeFile(path.join(options.out, 'verdicts.jsonl'), '');
  }
  const judged: { kind: JudgedItem['item']['kind']; flagged: boolean }[] = [];
  const times: number[] = [];
  for await (const item of makeSet(subjects, options)) {
    const one = await judgeItem(item, maskOf, meter);
    judged.push({ kind: item.kind, flagged: one.flagged });
    times.push(one.ms);
    if (options.out !== null) await keep(options.out, judged.length, one);
    if (!one.right)
      say(
        `  wrong: ${item.kind} of ${item.subject.name} (${item.note || 'harmless'}): ${one.verdict.verdict}, ${one.verdict.sentence}`,
      );
    if (judged.length % 10 === 0) say(`${judged.length} judged, now at ${item.kind}`);
  }
  await cutOut.dispose();
  times.sort((a, b) => a - b);
  say(
    `measuring took ${Math.round(times[times.length >> 1] ?? 0)} ms a picture (median, without the cut-out)`,
  );
  for (const line of figuresOf(judged)) console.log(JSON.stringify(line));
};

try {
  await run(parseFidelityOptions(process.argv.slice(2)));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  say(USAGE);
  process.exitCode = 1;
}
