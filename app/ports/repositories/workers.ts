/** Live worker processes; their summed concurrency sizes the dispatcher's window. Not a store's, so without storeId. */
export interface WorkerProcesses {
  /** First sign of life registers the process. Forgets processes silent since `forgetBefore`. */
  beat(worker: {
    readonly id: string;
    readonly concurrency: number;
    readonly now: Date;
    readonly forgetBefore: Date;
  }): Promise<void>;
  leave(id: string): Promise<void>;
}
