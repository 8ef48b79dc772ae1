import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { MAX_CAPTION } from '../domain/words/ask-words.ts';
import { MAX_ALT, personWords } from '../domain/words/check-words.ts';
import { type Language, languageSchema, type StoreLanguages } from '../domain/words/language.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { PictureWords, PictureWordsRows } from '../ports/repositories/picture-words.ts';
import type { ReadLanguages } from './read-languages.ts';
import type { FindSubject, WordsTarget } from './subject-of-words.ts';

export interface WordsView {
  readonly words: readonly PictureWords[];
  readonly languages: StoreLanguages;
  /** What our mirror knows as the alt text so far; of a picture of ours: that of the photo it was made from. */
  readonly formerAlt: string;
}

export interface EditWordsRequest {
  readonly target: WordsTarget;
  readonly language: Language;
  readonly alt: string;
  readonly caption: string;
  /** The version that the person saw; 0 for none. With another one by now nothing is written. */
  readonly seenVersion: number;
  readonly actor: string;
}

export interface EditWordsDeps {
  readonly findSubject: FindSubject;
  readonly words: PictureWordsRows;
  readonly readLanguages: ReadLanguages;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

/** What a person does with words: looks at them and writes them. */
export const makeEditWords = ({ findSubject, words, readLanguages, clock, newId }: EditWordsDeps) => ({
  /** Failures: those of `findSubject`. Languages that cannot be read now count as not known. */
  read: async (storeId: string, target: WordsTarget): Promise<Result<WordsView>> => {
    const found = await findSubject(storeId, target);
    if (!found.ok) return found;
    const languages = await readLanguages(storeId);
    return ok({
      words: await words.current(storeId, found.value.subject),
      languages: languages.ok ? languages.value : { known: false, missing: [] },
      formerAlt: found.value.formerAlt,
    });
  },
  /** All versions in one language, newest first. */
  history: async (
    storeId: string,
    target: WordsTarget,
    language: Language,
  ): Promise<Result<readonly PictureWords[]>> => {
    const found = await findSubject(storeId, target);
    return found.ok ? ok(await words.history(storeId, found.value.subject, language)) : found;
  },
  /** Failures: invalid-input, conflict (another version by now), and those of `findSubject`. */
  edit: async (
    storeId: string,
    { target, language, alt, caption, seenVersion, actor }: EditWordsRequest,
  ): Promise<Result<PictureWords>> => {
    if (!languageSchema.safeParse(language).success) {
      return err(failure('invalid-input', 'That is not the code of a language.', { field: 'language' }));
    }
    const text = personWords(alt);
    const line = personWords(caption);
    if (text === null) {
      const why = `The alt text may have at most ${MAX_ALT} characters.`;
      return err(failure('invalid-input', why, { field: 'alt' }));
    }
    if (line === null || line.length > MAX_CAPTION) {
      const why = `The caption may have at most ${MAX_CAPTION} characters.`;
      return err(failure('invalid-input', why, { field: 'caption' }));
    }
    const found = await findSubject(storeId, target);
    if (!found.ok) return found;
    const { subject } = found.value;
    const row = {
      id: newId(),
      language,
      version: seenVersion + 1,
      alt: text,
      caption: line,
      source: 'person',
      model: null,
      editedBy: actor,
      now: clock.now(),
    } as const;
    const present = (await words.current(storeId, subject)).find((w) => w.language === language);
    if ((present?.version ?? 0) !== seenVersion || !(await words.add(storeId, subject, [row]))) {
      return err(failure('conflict', 'Somebody else has changed these words meanwhile. Look at them again.'));
    }
    const { id: _id, now, ...kept } = row;
    return ok({ ...kept, createdAt: now });
  },
});
export type EditWords = ReturnType<typeof makeEditWords>;
