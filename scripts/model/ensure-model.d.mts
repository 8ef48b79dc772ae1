export declare const CUT_OUT_MODEL: {
  readonly name: string;
  readonly package: string;
  readonly resource: string;
  readonly bytes: number;
  readonly sha256: string;
};
export declare const modelPath: (env?: NodeJS.ProcessEnv) => string;
export declare const sha256OfFile: (file: string) => Promise<string>;
export declare const ensureModel: (options?: {
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: (line: string) => void;
}) => Promise<{ readonly path: string; readonly sha256: string; readonly name: string }>;
