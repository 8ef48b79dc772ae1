import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type Language, MAIN } from '../domain/words/language.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { Batches } from '../ports/repositories/batches.ts';
import type { WordsRun, WordsRuns } from '../ports/repositories/words-runs.ts';
import type { ReadLanguages } from './read-languages.ts';

export interface RequestWordsRunDeps {
  readonly batches: Pick<Batches, 'get'>;
  readonly wordsRuns: Pick<WordsRuns, 'start' | 'latestOf'>;
  readonly readLanguages: ReadLanguages;
  /** Whether a model that writes is set up here. */
  readonly canWrite: boolean;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

/**
 * Asks for words for every picture of a batch that has none: row first, message second; a worker writes them. Asking again
 * while a run is under way gives that one. Failures: not-found, unsupported-option (no model), invalid-input (a language the
 * store has not published).
 */
export const makeRequestWordsRun =
  (deps: RequestWordsRunDeps) =>
  async (
    storeId: string,
    request: { readonly batchId: string; readonly languages: readonly Language[]; readonly actor: string },
  ): Promise<Result<WordsRun>> => {
    const { batchId, actor } = request;
    if (!(await deps.batches.get(storeId, batchId))) {
      return err(failure('not-found', 'There is no batch with this id.'));
    }
    if (!deps.canWrite) {
      const why = 'No model that writes words is set up here. Write them yourself, or set ANTHROPIC_API_KEY.';
      return err(failure('unsupported-option', why, { field: 'model' }));
    }
    const languages = [...new Set(request.languages)];
    if (languages.some((code) => code !== MAIN)) {
      const known = await deps.readLanguages(storeId);
      if (!known.ok) return known;
      const published = known.value.known ? known.value.others.map(({ code }) => code) : [];
      const unknown = languages.filter((code) => code !== MAIN && !published.includes(code));
      if (unknown.length > 0) {
        const why = `The store has no published language "${unknown.join('", "')}".`;
        return err(failure('invalid-input', why, { field: 'languages' }));
      }
    }
    const run = await deps.wordsRuns.start(storeId, {
      id: deps.newId(),
      batchId,
      languages,
      createdBy: actor,
      now: deps.clock.now(),
    });
    await deps.queue.add([{ v: 1, kind: 'words-run', storeId, id: run.id }]);
    return ok(run);
  };
/** The newest run of a batch; null when none was asked for. Failure: not-found. */
export const makeLatestWordsRun =
  (deps: Pick<RequestWordsRunDeps, 'batches' | 'wordsRuns'>) =>
  async (storeId: string, batchId: string): Promise<Result<WordsRun | null>> =>
    (await deps.batches.get(storeId, batchId))
      ? ok(await deps.wordsRuns.latestOf(storeId, batchId))
      : err(failure('not-found', 'There is no batch with this id.'));
export type LatestWordsRun = ReturnType<typeof makeLatestWordsRun>;

export type RequestWordsRun = ReturnType<typeof makeRequestWordsRun>;
