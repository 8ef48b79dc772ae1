import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Side of the square picture the model looks at; the photo is stretched onto it, as in its training. */
export const MODEL_SIDE = 1024;
export const MODEL_PIXELS = MODEL_SIDE * MODEL_SIDE;

/** The bare model: 3 planes of (value - 128) / 256 in, one plane of 0..1 out. */
export interface IsnetModel {
  run(planes: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface IsnetModelOptions {
  readonly modelPath: string;
  /** Threads for one run; 0 lets the runtime decide. */
  readonly threads?: number;
}

/** Loads the model on first use and keeps one session. Runs are taken one at a time: each uses all threads it may. */
export const makeIsnetModel = ({ modelPath, threads = 0 }: IsnetModelOptions): IsnetModel => {
  let session: Promise<InferenceSession> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const load = () => {
    session ??= InferenceSession.create(modelPath, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // without these the runtime keeps 2.3 GB between runs instead of 0.5, and is no faster for it
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
    }).catch((e: unknown) => {
      // the next call tries again: the file may have been missing only for now
      session = null;
      throw e;
    });
    return session;
  };
  const runNow = async (planes: Float32Array): Promise<Float32Array> => {
    const loaded = await load();
    const input = loaded.inputNames[0] ?? 'input';
    const output = loaded.outputNames[0] ?? 'output';
    const fed = new Tensor('float32', planes, [1, 3, MODEL_SIDE, MODEL_SIDE]);
    const result = (await loaded.run({ [input]: fed }, [output]))[output];
    if (!result || !(result.data instanceof Float32Array) || result.data.length !== MODEL_PIXELS) {
      throw new Error(`The model's first output is not one plane of ${MODEL_SIDE} × ${MODEL_SIDE} numbers.`);
    }
    return result.data;
  };
  return {
    run(planes) {
      const mine = last.then(() => runNow(planes));
      last = mine.catch(() => undefined);
      return mine;
    },
    async dispose() {
      await last;
      const loaded = await session?.catch(() => null);
      session = null;
      await loaded?.release();
    },
  };
};
