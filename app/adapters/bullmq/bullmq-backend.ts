import { type Job, UnrecoverableError } from 'bullmq';
import { JOB_CATALOGUE, type Message, messageSchema, type QueueName } from '#app/domain/message.ts';
import type { Log } from '#app/ports/log.ts';
import type { Queue, QueueBackend, QueueConsumer, QueueConsumerOptions } from '#app/ports/queue.ts';
import { checkQueueHome } from './check.ts';
import { type OpenQueue, openQueue, openWorker, type QueueHome } from './connection.ts';

export interface BullmqBackendOptions {
  readonly home: QueueHome;
  readonly log: Log;
  /** Environment variable that named `home`, for error messages. */
  readonly variable?: string;
}

/** After the grace a handler that was told to stop has this long to put its row back. */
const ABORT_GRACE_MS = 5_000;

const queueOf = (message: Message): QueueName => JOB_CATALOGUE[message.kind].queue;

const within = async (promise: Promise<unknown>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** BullMQ as our queue, on PostgreSQL or on Redis. Messages get ids of BullMQ's own, so none is ever ignored as a double. */
export const makeBullmqBackend = ({
  home,
  log,
  variable = 'DATABASE_URL',
}: BullmqBackendOptions): QueueBackend => {
  const opened = new Map<QueueName, OpenQueue>();
  const consumers = new Set<QueueConsumer>();
  const eventsOf = (queue: QueueName) => ({
    onError: (e: Error) => log.error({ queue, error: e.message }, 'queue error'),
    onFailed: (message: string | undefined, e: Error) =>
      log.error({ queue, message, error: e.message }, 'a message failed'),
  });

  const open = (name: QueueName): OpenQueue => {
    const known = opened.get(name);
    if (known) return known;
    const made = openQueue(home, name, eventsOf(name));
    opened.set(name, made);
    return made;
  };

  const queue: Queue = {
    async add(messages, { delayMs = 0 } = {}) {
      for (const name of new Set(messages.map(queueOf))) {
        const own = messages.filter((m) => queueOf(m) === name);
        await open(name).addBulk(own.map((data) => ({ name: data.kind, data, delay: delayMs })));
      }
    },
    close: async () => {
      await Promise.all([...opened.values()].map((o) => o.close()));
      opened.clear();
    },
  };

  const consume = async (options: QueueConsumerOptions): Promise<QueueConsumer> => {
    const stop = new AbortController();
    const worker = openWorker(home, options.queue, makeProcessor(options, stop.signal, log), {
      ...eventsOf(options.queue),
      concurrency: options.concurrency,
    });
    await worker.ready();
    const drain = async (graceMs: number): Promise<void> => {
      const closed = worker.close();
      if (!(await within(closed, graceMs))) {
        stop.abort(new Error('this process is stopping'));
        if (!(await within(closed, ABORT_GRACE_MS))) {
          log.error({ queue: options.queue }, 'work was still in hand when the process had to stop');
        }
      }
      consumers.delete(consumer);
    };
    let draining: Promise<void> | undefined;
    const consumer: QueueConsumer = {
      drain: (graceMs) => {
        draining ??= drain(graceMs);
        return draining;
      },
    };
    consumers.add(consumer);
    return consumer;
  };

  return {
    queue: () => queue,
    consume,
    check: () => checkQueueHome(home, variable),
    async close() {
      await Promise.all([...consumers].map((c) => c.drain(0)));
      await queue.close();
    },
  };
};

const makeProcessor =
  (options: QueueConsumerOptions, signal: AbortSignal, log: Log) =>
  async (job: Job): Promise<void> => {
    const message = messageSchema.safeParse(job.data);
    if (!message.success) {
      // never the data itself: whatever wrote it may have put anything there
      log.error(
        { queue: options.queue, message: job.id, issue: message.error.issues[0]?.message },
        'unreadable message dropped',
      );
      throw new UnrecoverableError('unreadable message');
    }
    if (JOB_CATALOGUE[message.data.kind].queue !== options.queue) {
      throw new UnrecoverableError(
        `a message of kind ${message.data.kind} does not belong in queue ${options.queue}`,
      );
    }
    await options.handle(message.data, signal);
  };
