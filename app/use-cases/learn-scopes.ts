import { ok, type Result } from '../domain/result.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { StorePlatform } from '../ports/store-platform.ts';

/**
 * Asks the platform what we may do there now; a merchant who has just agreed to something shall not have to wait for the
 * webhook that says so. Failures: those of the platform.
 */
export const makeLearnScopes =
  (deps: { readonly stores: Pick<Stores, 'update'>; readonly platform: Pick<StorePlatform, 'readStore'> }) =>
  async (storeId: string): Promise<Result<readonly string[]>> => {
    const facts = await deps.platform.readStore(storeId);
    if (!facts.ok) return facts;
    await deps.stores.update(storeId, facts.value);
    return ok(facts.value.grantedScopes ?? []);
  };
export type LearnScopes = ReturnType<typeof makeLearnScopes>;
