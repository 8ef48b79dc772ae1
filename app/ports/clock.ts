/** Time and identity of the outside world, passed in so that rules can be tested without either. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Makes ids: UUIDv7, so that they sort by time. */
export type NewId = () => string;
