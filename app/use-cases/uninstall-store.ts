import type { Clock, NewId } from '../ports/clock.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { SessionRows } from '../ports/repositories/session-rows.ts';
import type { Store, Stores } from '../ports/repositories/stores.ts';

export interface UninstallStoreDeps {
  readonly stores: Pick<Stores, 'markUninstalled'>;
  readonly sessions: Pick<SessionRows, 'findByShop' | 'delete'>;
  /** Cancels and refunds all unfinished pictures; returns how many. */
  readonly cancelStoreWork: (storeId: string) => Promise<number>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * The app was removed from a store: no new work, what is under way ends and is refunded, the tokens go. Everything else stays
 * for a reinstall until the platform asks for its erasure. Doing it again is fine.
 */
export const makeUninstallStore =
  (deps: UninstallStoreDeps) =>
  async (store: Store): Promise<void> => {
    const now = deps.clock.now();
    const first = await deps.stores.markUninstalled(store.id, now);
    const rows = await deps.sessions.findByShop(store.externalId);
    await deps.sessions.delete(rows.map((row) => row.id));
    const cancelled = await deps.cancelStoreWork(store.id);
    if (!first) return;
    await deps.auditLog.append(store.id, [
      {
        id: deps.newId(),
        actor: 'system',
        action: 'uninstall',
        subjectKind: 'store',
        subjectId: store.id,
        details: { cancelled },
        at: now,
      },
    ]);
  };
export type UninstallStore = ReturnType<typeof makeUninstallStore>;
