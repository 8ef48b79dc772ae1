/** Words of a picture as the screens show them; what `/app/words` answers with. */
export interface WordsView {
  readonly formerAlt: string;
  /** A model that writes is set up. */
  readonly canWrite: boolean;
  /** Languages besides the store's own. */
  readonly others: readonly { readonly code: string; readonly name: string }[];
  /** Permissions to ask for, so that other languages can be known. */
  readonly missing: readonly string[];
  readonly words: readonly {
    readonly language: string;
    readonly version: number;
    readonly alt: string;
    readonly caption: string;
    readonly source: 'model' | 'person';
  }[];
}

export interface WordsReply {
  readonly problem: string | null;
  readonly view: WordsView | null;
}
