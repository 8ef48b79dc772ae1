import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FidelityVerdict } from '#app/domain/fidelity/judge-fidelity.ts';
import type { FidelityOptions } from './options.ts';
import type { Kind } from './set/make-set.ts';

/** What a judging process needs to know; it is given kinds one after another. */
export interface JudgingJob {
  readonly options: FidelityOptions;
  readonly model: { readonly path: string; readonly name: string; readonly sha256: string };
  /** Threads of the cut-out; 0: as many as there are cores. */
  readonly threads: number;
}

/** One judged picture, as it comes from a judging process. */
export interface JudgedRecord {
  readonly kind: Kind;
  /** From 0 within its kind. */
  readonly n: number;
  readonly source: string;
  readonly level: 0 | 1 | 2;
  readonly note: string;
  readonly right: boolean;
  readonly flagged: boolean;
  readonly verdict: FidelityVerdict;
  /** Milliseconds of measuring; null where the measures were kept from an earlier run. */
  readonly ms: number | null;
  /** Of misjudged pictures. */
  readonly pictures: { readonly result: Uint8Array; readonly source: Uint8Array } | null;
}

export type FromJudge =
  | { readonly say: string }
  | { readonly judged: JudgedRecord }
  /** Ready for a kind. */
  | { readonly idle: true };
export type ToJudge = { readonly kind: Kind } | { readonly end: true };

const PROCESS = fileURLToPath(new URL('./judge-process.ts', import.meta.url));

/** Judges all kinds, each in whatever process is free; resolves when the last is done, rejects when a process ends early. */
export const judgeInProcesses = async (
  job: JudgingJob,
  kinds: readonly Kind[],
  on: { readonly judged: (record: JudgedRecord) => void; readonly say: (line: string) => void },
): Promise<void> => {
  const waiting = [...kinds];
  const children = Array.from({ length: Math.min(job.options.workers, kinds.length) }, () =>
    fork(PROCESS, [JSON.stringify(job)], { serialization: 'advanced' }),
  );
  const ended = children.map(
    (child) =>
      new Promise<void>((resolve, reject) => {
        const tell = (message: ToJudge) => child.send(message);
        child.on('message', (message: FromJudge) => {
          if ('say' in message) on.say(message.say);
          else if ('judged' in message) on.judged(message.judged);
          else {
            const kind = waiting.shift();
            tell(kind ? { kind } : { end: true });
          }
        });
        child.on('error', reject);
        child.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`A judging process ended with ${code}.`)),
        );
      }),
  );
  try {
    await Promise.all(ended);
  } finally {
    for (const child of children) if (child.exitCode === null) child.kill();
  }
};
