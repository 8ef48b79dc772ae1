/** Replies kept for a while, the oldest dropped first: a search asked again costs nothing of the hourly limit. */
export interface KeptReplies<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

export const makeKeptReplies = <T>(options: {
  readonly maxEntries: number;
  readonly keepMs: number;
  readonly now: () => Date;
}): KeptReplies<T> => {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key) {
      const found = kept.get(key);
      if (found && found.until > options.now().getTime()) return found.value;
      kept.delete(key);
      return undefined;
    },
    put(key, value) {
      kept.delete(key);
      kept.set(key, { value, until: options.now().getTime() + options.keepMs });
      const [oldest] = kept.keys();
      if (kept.size > options.maxEntries && oldest !== undefined) kept.delete(oldest);
    },
  };
};
