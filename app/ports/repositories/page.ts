/** One page of a list. Cursors are ids (UUIDv7, so they sort by time); `nextCursor` is null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageRequest {
  /** Id after which the page starts. */
  readonly cursor?: string | undefined;
  /** 1..MAX_PAGE; repositories cut a larger number down. */
  readonly limit: number;
}

export const MAX_PAGE = 250;
