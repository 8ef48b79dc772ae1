import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { failure } from '#app/domain/failure.ts';
import type { FidelityMeasures } from '#app/domain/fidelity/measures.ts';
import { err, type Result } from '#app/domain/result.ts';
import type { FidelityMeter, FidelityPair } from '#app/ports/fidelity.ts';
import type { Measured, ToMeasure } from './measuring-thread.ts';
import { VERSION } from './sharp-fidelity-meter.ts';

export interface ThreadedFidelityMeter extends FidelityMeter {
  /** Ends the threads; what is being measured, or waits for it, is answered with `cancelled`. */
  close(): Promise<void>;
}

interface Options {
  /** Pairs measured at once, each in a thread of its own; more of them wait. Default: the cores, two at most. */
  readonly threads?: number;
  /** The thread's module; another one only in tests. */
  readonly module?: URL;
}

interface Task {
  readonly pair: FidelityPair;
  readonly stop: Int32Array;
  readonly resolve: (answer: Result<FidelityMeasures>) => void;
  readonly reject: (bug: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  task: Task | null;
}

const MODULE = new URL('./measuring-thread.ts', import.meta.url);
/** More would take the memory (some 150 MB each while it measures) and the cores that the cut-out wants. */
const MOST_THREADS = 2;
/** The pictures lie outside of it: this only holds code and small things. */
const HEAP_MB = 128;

const CANCELLED = err(failure('cancelled', 'The work was cancelled.'));
const THREAD_LOST = err(failure('internal', 'The picture could not be compared with the product photo.'));

/**
 * Measures like `makeSharpFidelityMeter`, in threads: measuring takes hundreds of milliseconds of arithmetic, in which a
 * lease would not be kept. Threads start with the first pairs and wait for the next without keeping the process alive. A
 * thread that dies (of memory) answers its pair with `internal` and is replaced.
 */
export const makeThreadedFidelityMeter = ({
  threads = Math.min(MOST_THREADS, availableParallelism()),
  module = MODULE,
}: Options = {}): ThreadedFidelityMeter => {
  const running = new Set<Thread>();
  const waiting: Task[] = [];
  let closed = false;

  const next = (): void => {
    const task = waiting[0];
    if (!task) return;
    const idle = [...running].find((thread) => thread.task === null);
    const thread = idle ?? (running.size < threads ? start() : null);
    if (!thread) return;
    waiting.shift();
    give(thread, task);
    next();
  };

  const start = (): Thread => {
    const thread: Thread = {
      worker: new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } }),
      task: null,
    };
    running.add(thread);
    thread.worker.on('message', (told: Measured) => {
      const task = thread.task;
      thread.task = null;
      thread.worker.unref();
      if ('answer' in told) task?.resolve(told.answer);
      else task?.reject(told.bug);
      next();
    });
    // 'exit' follows, and answers
    thread.worker.on('error', () => undefined);
    thread.worker.on('exit', () => {
      running.delete(thread);
      thread.task?.resolve(closed ? CANCELLED : THREAD_LOST);
      thread.task = null;
      next();
    });
    return thread;
  };

  const give = (thread: Thread, task: Task): void => {
    thread.task = task;
    thread.worker.ref();
    const pair = copied(task.pair);
    const bytes = [pair.source, pair.sourceMask, pair.result, pair.resultMask];
    const message: ToMeasure = { pair, stop: task.stop };
    thread.worker.postMessage(
      message,
      bytes.flatMap((b) => (b ? [b.buffer as ArrayBuffer] : [])),
    );
  };

  return {
    version: VERSION,
    measure(pair, { signal } = {}) {
      if (closed || signal?.aborted) return Promise.resolve(CANCELLED);
      const { promise, resolve, reject } = Promise.withResolvers<Result<FidelityMeasures>>();
      const task: Task = { pair, stop: new Int32Array(new SharedArrayBuffer(4)), resolve, reject };
      // the thread learns it between two steps; whoever asked need not wait for that
      const abort = () => {
        Atomics.store(task.stop, 0, 1);
        const at = waiting.indexOf(task);
        if (at >= 0) waiting.splice(at, 1);
        resolve(CANCELLED);
      };
      signal?.addEventListener('abort', abort, { once: true });
      waiting.push(task);
      next();
      return promise.finally(() => signal?.removeEventListener('abort', abort));
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0)) task.resolve(CANCELLED);
      await Promise.all([...running].map(({ worker }) => worker.terminate()));
    },
  };
};

/** Copies that may be handed over whole: the caller's bytes may be a part of a larger buffer, and stay its own. */
const copied = ({ source, sourceMask, result, resultMask }: FidelityPair): FidelityPair => ({
  source: new Uint8Array(source),
  sourceMask: new Uint8Array(sourceMask),
  result: new Uint8Array(result),
  resultMask: resultMask ? new Uint8Array(resultMask) : null,
});
