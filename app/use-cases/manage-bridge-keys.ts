import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { BridgeKey, BridgeKeys } from '../ports/repositories/bridge-keys.ts';
import type { Store, Stores } from '../ports/repositories/stores.ts';
import { type IssueBridgeKeyDeps, type IssuedBridgeKey, makeIssueBridgeKey } from './bridge-keys.ts';

export interface ManageBridgeKeysDeps extends IssueBridgeKeyDeps {
  readonly bridgeKeys: Pick<BridgeKeys, 'create' | 'list' | 'revoke'>;
  readonly stores: Pick<Stores, 'get'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
}

export interface ManageBridgeKeys {
  /** The key of a connected store. Failures: not-found, store-disconnected. The secret is shown here and never again. */
  issue(storeId: string, actor: string): Promise<Result<IssuedBridgeKey>>;
  /** From the next request on the key is refused. Failures: not-found, also for one that was revoked before. */
  revoke(storeId: string, keyId: string, actor: string): Promise<Result<void>>;
  /** Newest first, revoked ones included. Failures: not-found. */
  list(storeId: string): Promise<Result<readonly BridgeKey[]>>;
}

/** Keys of bridges, as an operator or a merchant manages them; who did what stands in the audit log, never a secret. */
export const makeManageBridgeKeys = (deps: ManageBridgeKeysDeps): ManageBridgeKeys => {
  const { bridgeKeys, stores, auditLog, clock, newId } = deps;
  const issueKey = makeIssueBridgeKey(deps);

  const storeOf = async (storeId: string): Promise<Result<Store>> => {
    const store = await stores.get(storeId);
    return store ? ok(store) : err(failure('not-found', 'There is no such store.', { field: 'store' }));
  };
  const note = (storeId: string, action: string, keyId: string, actor: string) =>
    auditLog.append(storeId, [
      {
        id: newId(),
        actor,
        action,
        subjectKind: 'bridge-key',
        subjectId: keyId,
        details: null,
        at: clock.now(),
      },
    ]);

  return {
    async issue(storeId, actor) {
      const store = await storeOf(storeId);
      if (!store.ok) return store;
      if (store.value.status !== 'active') {
        return err(failure('store-disconnected', 'The store is not connected, so a key would open nothing.'));
      }
      const issued = await issueKey(storeId);
      await note(storeId, 'issue-bridge-key', issued.keyId, actor);
      return ok(issued);
    },
    async revoke(storeId, keyId, actor) {
      const store = await storeOf(storeId);
      if (!store.ok) return store;
      if (!(await bridgeKeys.revoke(storeId, keyId, clock.now()))) {
        return err(
          failure('not-found', 'The store has no such key, or it was revoked before.', { field: 'key' }),
        );
      }
      await note(storeId, 'revoke-bridge-key', keyId, actor);
      return ok(undefined);
    },
    async list(storeId) {
      const store = await storeOf(storeId);
      return store.ok ? ok(await bridgeKeys.list(storeId)) : store;
    },
  };
};
