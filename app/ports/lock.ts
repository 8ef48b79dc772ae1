/** A lock by name over all processes of the installation. */
export interface Lock {
  /**
   * Runs `work` while nobody else holds the name. The lock ends with `work`, and also with the process that held it.
   * Rejects when it was not free within 30 s.
   */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>;
}
