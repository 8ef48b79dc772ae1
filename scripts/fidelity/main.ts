/** `npm run fidelity`: builds the validation set of the fidelity gate, judges it, and prints its figures as JSON lines. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { confusionTable } from './confusion.ts';
import { figuresOf } from './figures.ts';
import { type JudgedRecord, type JudgingJob, judgeInProcesses } from './judging.ts';
import { keptCutOut } from './kept-masks.ts';
import { type FidelityOptions, parseFidelityOptions, USAGE } from './options.ts';
import { readSubjects } from './read-subjects.ts';
import { KINDS } from './set/make-set.ts';

const MASKS = path.resolve(import.meta.dirname, '../../.cache/fidelity/masks');
const say = (line: string) => console.error(line);

/** Every verdict, and the pictures the gate was wrong about, for whoever wants to see why. */
const keep = async (out: string, judged: readonly JudgedRecord[]): Promise<void> => {
  await mkdir(out, { recursive: true });
  const lines = judged.map(({ pictures: _, verdict, flagged: __, n, ...rest }) => {
    const { verdict: said, score, sentence, values, regions } = verdict;
    return JSON.stringify({ name: nameOf(rest.kind, n), ...rest, said, score, sentence, values, regions });
  });
  await writeFile(path.join(out, 'verdicts.jsonl'), `${lines.join('\n')}\n`);
  for (const { kind, n, pictures } of judged) {
    if (!pictures) continue;
    await writeFile(path.join(out, `${nameOf(kind, n)}.jpg`), pictures.result);
    await writeFile(path.join(out, `${nameOf(kind, n)}.source.jpg`), pictures.source);
  }
};

const nameOf = (kind: string, n: number): string => `${kind}-${String(n).padStart(3, '0')}`;

/** Reads the photos once before the judging processes do, which then find their cut-outs kept. */
const subjectsAtHand = async (options: FidelityOptions, model: JudgingJob['model']): Promise<void> => {
  const cutOut = makeOnnxCutOut({
    modelPath: model.path,
    modelName: model.name,
    modelSha256: model.sha256,
  });
  const subjects = await readSubjects(options, keptCutOut(cutOut, MASKS), say);
  await cutOut.dispose();
  if (subjects.length === 0) throw new Error('There is no picture with a clear product to work on.');
  const products = new Set(subjects.map((s) => s.product)).size;
  say(
    `${subjects.length} photos of ${products} products; up to ${KINDS.length * options.perKind} pictures to judge`,
  );
};

const told = ({ kind, source, note, verdict }: JudgedRecord): string =>
  `  wrong: ${kind} of ${source} (${note || 'harmless'}): ${verdict.verdict}, ${verdict.sentence}`;

const run = async (options: FidelityOptions): Promise<void> => {
  const started = performance.now();
  const { path: modelPath, name, sha256 } = await ensureModel({ log: say });
  const model = { path: modelPath, name, sha256 };
  await subjectsAtHand(options, model);
  const judged: JudgedRecord[] = [];
  const threads = Math.max(1, Math.floor(availableParallelism() / options.workers));
  await judgeInProcesses({ options, model, threads }, KINDS, {
    judged(record) {
      judged.push(record);
      if (!record.right) say(told(record));
      if (judged.length % 20 === 0) say(`${judged.length} judged, now at ${record.kind}`);
    },
    say,
  });
  judged.sort((one, two) => KINDS.indexOf(one.kind) - KINDS.indexOf(two.kind) || one.n - two.n);
  if (options.out !== null) await keep(options.out, judged);
  const times = judged.flatMap(({ ms }) => ms ?? []).sort((one, two) => one - two);
  say(`\n${confusionTable(judged)}\n`);
  say(`${judged.length} pictures in ${Math.round((performance.now() - started) / 1000)} s`);
  if (times.length > 0)
    say(
      `${times.length} measured anew, ${Math.round(times[times.length >> 1] ?? 0)} ms each (median, without the cut-out)`,
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
