import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { missingScopes, TRANSLATION_SCOPES } from '../domain/scopes.ts';
import type { StoreLanguages } from '../domain/words/language.ts';
import type { AltTexts } from '../ports/alt-texts.ts';
import type { Stores } from '../ports/repositories/stores.ts';

/**
 * The languages of a store. Where a permission is missing that is known beforehand, the platform is not asked: then the
 * merchant can be. Failures: not-found, and those of the store's platform.
 */
export const makeReadLanguages =
  (deps: { readonly stores: Pick<Stores, 'get'>; readonly platform: Pick<AltTexts, 'readLanguages'> }) =>
  async (
    storeId: string,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Result<StoreLanguages>> => {
    const store = await deps.stores.get(storeId);
    if (!store) return err(failure('not-found', 'There is no such store.'));
    const missing =
      store.platform === 'shopify' ? missingScopes(store.grantedScopes, TRANSLATION_SCOPES) : [];
    if (missing.length > 0) return ok({ known: false, missing });
    return deps.platform.readLanguages(storeId, options);
  };
export type ReadLanguages = ReturnType<typeof makeReadLanguages>;
