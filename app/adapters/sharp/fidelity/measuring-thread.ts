/** A thread that measures one pair after another, so that whoever asks keeps its event loop (threaded-fidelity-meter.ts). */
import { parentPort } from 'node:worker_threads';
import type { FidelityMeasures } from '#app/domain/fidelity/measures.ts';
import type { Result } from '#app/domain/result.ts';
import type { FidelityPair } from '#app/ports/fidelity.ts';
import { measureFiles } from './sharp-fidelity-meter.ts';

export interface ToMeasure {
  readonly pair: FidelityPair;
  /** Shared; not 0 once nobody wants the answer any more. */
  readonly stop: Int32Array;
}

/** What comes back; `bug` where measuring threw. */
export type Measured = { readonly answer: Result<FidelityMeasures> } | { readonly bug: unknown };

parentPort?.on('message', async ({ pair, stop }: ToMeasure) => {
  const told = await measureFiles(pair, () => Atomics.load(stop, 0) !== 0).then(
    (answer): Measured => ({ answer }),
    (bug: unknown): Measured => ({ bug }),
  );
  parentPort?.postMessage(told);
});
