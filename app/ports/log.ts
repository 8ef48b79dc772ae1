/** Facts of one log line: ids, kinds, durations; never tokens, payloads or store text. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Structured log; pino's loggers have this shape. */
export interface Log {
  info(facts: LogFacts, message: string): void;
  warn(facts: LogFacts, message: string): void;
  error(facts: LogFacts, message: string): void;
}
