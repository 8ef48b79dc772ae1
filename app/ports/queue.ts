import type { Message, QueueName } from '../domain/message.ts';

/**
 * The queue carries names of rows; the rows are the truth. Delivery is at least once and may be lost: whoever handles a
 * message claims the row first, and the recovery sweep finds rows whose message was lost.
 */
export interface Queue {
  /** Adds messages in one round trip. `delayMs` postpones them. */
  add(messages: readonly Message[], options?: { delayMs?: number }): Promise<void>;
  close(): Promise<void>;
}

export interface QueueConsumer {
  /** Stops taking messages and waits for those in hand, at most `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

export interface QueueConsumerOptions {
  readonly queue: QueueName;
  readonly concurrency: number;
  /** Called once per message; the signal aborts when the process drains past its grace. It must not throw for expected failures. */
  handle(message: Message, signal: AbortSignal): Promise<void>;
}

export interface QueueBackend {
  queue(): Queue;
  consume(options: QueueConsumerOptions): Promise<QueueConsumer>;
  /** Rejects with words when the backend is unusable (for example LISTEN behind a pooler). */
  check(): Promise<void>;
  close(): Promise<void>;
}
