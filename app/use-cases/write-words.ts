import { budgetPeriods } from '../domain/budget.ts';
import { failure } from '../domain/failure.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { err, ok, type Result } from '../domain/result.ts';
import {
  WORD_TASKS,
  type WordTask,
  wordsAnswer,
  wordsData,
  wordsInstructions,
  wordsOf,
  wordsTokens,
} from '../domain/words/ask-words.ts';
import { type Language, MAIN } from '../domain/words/language.ts';
import { tooManyWords, wordsFailure } from '../domain/words/words-failure.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type {
  NewPictureWords,
  PictureWords,
  PictureWordsRows,
  WordsSubject,
} from '../ports/repositories/picture-words.ts';
import type { ProviderCalls } from '../ports/repositories/provider-calls.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { SourceFetcher } from '../ports/source-fetcher.ts';
import type { Thumbnailer } from '../ports/thumbnailer.ts';
import type { AskVision, VisionAnswer } from './ask-vision.ts';
import type { ReadLanguages } from './read-languages.ts';
import type { FindSubject, FoundSubject, WordsTarget } from './subject-of-words.ts';

export interface WriteWordsDeps {
  readonly findSubject: FindSubject;
  readonly readLanguages: ReadLanguages;
  readonly words: PictureWordsRows;
  readonly stores: Pick<Stores, 'get'>;
  readonly objects: Pick<ObjectStore, 'get'>;
  readonly fetcher: SourceFetcher;
  readonly thumbnailer: Thumbnailer;
  /** Null: no vision model is set up here. */
  readonly askVision: AskVision | null;
  readonly providerCalls: Pick<ProviderCalls, 'countSince'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

export interface WriteWordsRequest {
  readonly target: WordsTarget;
  readonly languages: readonly Language[];
  /** What stands there already: `keep` leaves it and writes the rest; `replace-model`: words of a model; `replace`: a person's, too. */
  readonly existing: 'keep' | 'replace-model' | 'replace';
  /** Another provider may answer when the first fails. */
  readonly mayFallOver: boolean;
  readonly actor: string;
}

export interface WrittenWords {
  /** Those that count now, one a language. */
  readonly words: readonly PictureWords[];
  /** Languages that got new words. */
  readonly written: readonly Language[];
}

/** Enough to see what a product is, and a hundredth of the price of a whole picture. */
const SIDE = 768;

type Texts = ReadonlyMap<Language, string>;

/**
 * Has alt text and caption of a picture written by a model, in the languages asked for, as new versions. Words of a person are
 * never replaced unless the caller says so. Failures: not-found, product-gone, invalid-input (a language the store has not),
 * conflict (all of it was written by a person, or somebody was faster), unsupported-option (no model is set up),
 * placeholder-not-publishable (a stand-in's words for a real store), rate-limited, store-unauthorized, those of fetching the picture, and
 * those of the provider.
 */
export const makeWriteWords =
  (deps: WriteWordsDeps) =>
  async (storeId: string, request: WriteWordsRequest, signal: AbortSignal): Promise<Result<WrittenWords>> => {
    const found = await deps.findSubject(storeId, request.target);
    if (!found.ok) return found;
    const main = await checkLanguages(deps, storeId, request.languages);
    if (!main.ok) return main;
    const before = await deps.words.current(storeId, found.value.subject);
    const wanted = wantedLanguages(request, before);
    if (!wanted.ok) return wanted;
    if (wanted.value.length === 0) return ok({ words: before, written: [] });
    const answered = await askBoth(
      deps,
      storeId,
      { request, found: found.value, main: main.value, wanted: wanted.value },
      signal,
    );
    if (!answered.ok) return answered;
    const { alts, captions, by } = answered.value;
    const now = deps.clock.now();
    const rows = wanted.value.map(
      (language): NewPictureWords => ({
        id: deps.newId(),
        language,
        version: (before.find((w) => w.language === language)?.version ?? 0) + 1,
        alt: alts.get(language) ?? '',
        caption: captions.get(language) ?? '',
        source: 'model',
        model: by,
        editedBy: request.actor,
        now,
      }),
    );
    return keep(deps.words, storeId, found.value.subject, rows);
  };
export type WriteWords = ReturnType<typeof makeWriteWords>;

const keep = async (
  words: PictureWordsRows,
  storeId: string,
  subject: WordsSubject,
  rows: readonly NewPictureWords[],
): Promise<Result<WrittenWords>> => {
  if (!(await words.add(storeId, subject, rows))) {
    return err(failure('conflict', 'Somebody else has just changed these words. Look at them again.'));
  }
  return ok({ words: await words.current(storeId, subject), written: rows.map((row) => row.language) });
};

/** The store's own language where it is known; refuses languages that the store has not published. */
const checkLanguages = async (
  deps: Pick<WriteWordsDeps, 'readLanguages'>,
  storeId: string,
  languages: readonly Language[],
): Promise<Result<string | null>> => {
  const others = languages.filter((code) => code !== MAIN);
  if (others.length === 0) return ok(null);
  const known = await deps.readLanguages(storeId);
  if (!known.ok) return known;
  const published = known.value.known ? known.value.others.map(({ code }) => code) : [];
  const unknown = others.filter((code) => !published.includes(code));
  if (unknown.length > 0) {
    const why = `The store has no published language "${unknown.join('", "')}", or Softbox may not know of it.`;
    return err(failure('invalid-input', why, { field: 'languages' }));
  }
  return ok(known.value.known ? known.value.main : null);
};

const wantedLanguages = (
  { languages, existing }: WriteWordsRequest,
  before: readonly PictureWords[],
): Result<readonly Language[]> => {
  const distinct = [...new Set(languages)];
  const mayWrite = (language: Language): boolean => {
    const present = before.find((w) => w.language === language);
    if (!present || existing === 'replace') return true;
    return existing === 'replace-model' && present.source === 'model';
  };
  const wanted = distinct.filter(mayWrite);
  return wanted.length === 0 && existing === 'replace-model'
    ? err(
        failure(
          'conflict',
          'A person wrote these words. They are only replaced when that is asked for by name.',
        ),
      )
    : ok(wanted);
};

const askBoth = async (
  deps: WriteWordsDeps,
  storeId: string,
  ask: {
    readonly request: WriteWordsRequest;
    readonly found: FoundSubject;
    readonly main: string | null;
    readonly wanted: readonly Language[];
  },
  signal: AbortSignal,
): Promise<Result<{ alts: Texts; captions: Texts; by: string }>> => {
  const { askVision } = deps;
  if (!askVision) {
    const why = 'No model that writes words is set up here. Write them yourself, or set ANTHROPIC_API_KEY.';
    return err(failure('unsupported-option', why, { field: 'model' }));
  }
  const now = deps.clock.now();
  const asked = await deps.providerCalls.countSince(storeId, WORD_TASKS, budgetPeriods(now).day);
  const tooMany = tooManyWords(asked, now);
  if (tooMany) return err(tooMany);
  const picture = await pictureOf(deps, ask.found, signal);
  if (!picture.ok) return picture;
  const store = await deps.stores.get(storeId);
  const { product, formerAlt } = ask.found;
  const data = wordsData({ ...product, formerAlt });
  const put = (task: WordTask) =>
    askVision({
      storeId,
      attemptId: null,
      task,
      instructions: wordsInstructions(task, ask.wanted, ask.main),
      data,
      images: [{ label: 'the picture', bytes: picture.value, contentType: 'image/webp' }],
      answer: wordsAnswer(task, ask.wanted, data),
      maxOutputTokens: wordsTokens(ask.wanted.length),
      mayFallOver: ask.request.mayFallOver,
      signal,
    });
  const alts = await put('alt-text');
  if (!alts.ok) return err(wordsFailure(alts.error));
  const refusal = placeholderRefusal(alts.value, store?.isSandbox ?? false);
  if (refusal) return err(refusal);
  const captions = await put('caption');
  if (!captions.ok) return err(wordsFailure(captions.error));
  return ok({
    alts: wordsOf('alt-text', alts.value.value),
    captions: wordsOf('caption', captions.value.value),
    by: modelName(alts.value.answeredBy),
  });
};

/** What a stand-in writes is a placeholder, and belongs into a sandbox store only. */
const placeholderRefusal = (answer: VisionAnswer<unknown>, isSandbox: boolean) =>
  answer.isPlaceholder && !isSandbox
    ? failure(
        'placeholder-not-publishable',
        'These words come from a stand-in of the demo, not from a model, so they are not for a real store.',
      )
    : null;

const pictureOf = async (
  deps: Pick<WriteWordsDeps, 'objects' | 'fetcher' | 'thumbnailer'>,
  { source }: FoundSubject,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> => {
  const whole = await ('objectKey' in source
    ? deps.objects.get(source.objectKey)
    : fetchPhoto(deps.fetcher, source.url, signal));
  if (!whole.ok) return whole;
  const small = await deps.thumbnailer.thumbnail(whole.value, SIDE);
  return small.ok ? ok(small.value.bytes) : small;
};

const fetchPhoto = async (
  fetcher: SourceFetcher,
  url: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> => {
  const fetched = await fetcher.fetch(url, { signal });
  return fetched.ok ? ok(fetched.value.bytes) : fetched;
};
