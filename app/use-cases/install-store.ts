import type { Clock, NewId } from '../ports/clock.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { Platform, Store, Stores } from '../ports/repositories/stores.ts';
import type { StartSync } from './sync-catalogue.ts';

export interface InstallStoreDeps {
  readonly stores: Pick<Stores, 'findByExternalId' | 'install'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly startSync: StartSync;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface InstallRequest {
  readonly platform: Platform;
  readonly externalId: string;
  readonly isSandbox: boolean;
  /** Until the first sync has asked the platform. */
  readonly name?: string;
  readonly currency?: string;
  /** What has to be there before the first sync begins: the store's connection. */
  readonly prepare?: (store: Store) => Promise<void>;
}

/**
 * Makes the store when the app is first opened in it, and finds everything again after a reinstall. Called after every token
 * exchange, so for a store that is there it does nothing. Name and currency come with the first sync.
 */
export const makeInstallStore =
  (deps: InstallStoreDeps) =>
  async (request: InstallRequest): Promise<Store> => {
    const { platform, externalId, isSandbox } = request;
    const known = await deps.stores.findByExternalId(platform, externalId);
    if (known?.status === 'active' && known.lastSyncedAt !== null) {
      await request.prepare?.(known);
      return known;
    }
    const now = deps.clock.now();
    const store =
      known?.status === 'active'
        ? known
        : await deps.stores.install({
            id: deps.newId(),
            platform,
            externalId,
            isSandbox,
            name: known?.name ?? request.name ?? externalId.replace(/\.myshopify\.com$/, ''),
            currency: known?.currency ?? request.currency ?? 'USD',
            now,
          });
    if (store !== known) {
      await deps.auditLog.append(store.id, [
        {
          id: deps.newId(),
          actor: 'system',
          action: known ? 'reinstall' : 'install',
          subjectKind: 'store',
          subjectId: store.id,
          details: null,
          at: now,
        },
      ]);
    }
    await request.prepare?.(store);
    // also for one that was killed between its install and its first sync; while the app was away nobody told us of changes
    await deps.startSync(store.id, { mode: 'whole' });
    return store;
  };
export type InstallStore = ReturnType<typeof makeInstallStore>;
