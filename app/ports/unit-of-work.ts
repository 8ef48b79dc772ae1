/**
 * One database transaction around several repositories: state, ledger and rows change together or not at all. `R` is what
 * a use case needs of the repositories, for example `UnitOfWork<{ batches: Batches; imageJobs: ImageJobs }>`.
 */
export interface UnitOfWork<R> {
  /**
   * Runs `work` with repositories that share one transaction. It commits when `work` resolves and rolls back when it
   * throws; the throw goes on. Keep calls to the outside world out of it: it holds locks. At most 10 s.
   */
  transact<T>(work: (repositories: R) => Promise<T>): Promise<T>;
}
