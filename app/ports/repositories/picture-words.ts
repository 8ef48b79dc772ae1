import type { Language } from '../../domain/words/language.ts';

/** What words are about. Those of a file count wherever the file is shown. */
export type WordsSubject =
  | { readonly kind: 'asset'; readonly id: string }
  /** `id`: the platform's id of a file of the store itself. */
  | { readonly kind: 'file'; readonly id: string };

/** What is said of a picture in one language. */
export interface PictureWords {
  readonly language: Language;
  /** From 1; the highest counts. */
  readonly version: number;
  readonly alt: string;
  readonly caption: string;
  readonly source: 'model' | 'person';
  /** "claude/claude-haiku-5-5"; null for a person's. */
  readonly model: string | null;
  readonly editedBy: string;
  readonly createdAt: Date;
}

export interface NewPictureWords extends Omit<PictureWords, 'createdAt'> {
  readonly id: string;
  readonly now: Date;
}

export interface PictureWordsRows {
  /** The words that count, one a language. */
  current(storeId: string, subject: WordsSubject): Promise<readonly PictureWords[]>;
  /** All versions in one language, newest first; at most 50. */
  history(storeId: string, subject: WordsSubject, language: Language): Promise<readonly PictureWords[]>;
  /** Adds versions, all or none; false when one of them is there already: somebody was faster. */
  add(storeId: string, subject: WordsSubject, words: readonly NewPictureWords[]): Promise<boolean>;
}
