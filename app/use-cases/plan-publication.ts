import { failure } from '../domain/failure.ts';
import type { ExternalId } from '../domain/ids.ts';
import { publicationFilename } from '../domain/own-file.ts';
import { placeholderFailure } from '../domain/placeholder-rule.ts';
import type { Placement } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { missingScopes, missingScopesWords, PUBLISHING_SCOPES } from '../domain/scopes.ts';
import type { AltTranslation } from '../domain/words/language.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { Assets } from '../ports/repositories/assets.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { Publication, Publications } from '../ports/repositories/publications.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import { checkAltTexts } from './check-alt-texts.ts';

/** Variants a product can have. https://shopify.dev/docs/api/usage/limits */
const MAX_VARIANTS = 2_048;

export interface PublicationRequest {
  readonly assetId: string;
  readonly placement: Placement;
  /** The medium whose place is taken; with placement `replace`, and only then. */
  readonly replacesMediaId: ExternalId | null;
  /** Variants (external ids) that shall show the new picture. */
  readonly variantIds: readonly ExternalId[];
  readonly alt: string;
  /** The alt text in other languages of the store. */
  readonly altTranslations?: readonly AltTranslation[] | undefined;
  /** For the audit log. */
  readonly actor: string;
}

export interface PlanPublicationDeps {
  readonly publications: Pick<Publications, 'plan'>;
  readonly assets: Pick<Assets, 'get'>;
  readonly products: Pick<Products, 'get'>;
  readonly stores: Pick<Stores, 'get'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

const EXTENSION = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

/**
 * Decides that a picture shall be published: row first, message second; a worker does it. Failures: not-found, conflict (not
 * approved, or published already), invalid-input, product-gone, store-unauthorized (a permission is missing),
 * placeholder-not-publishable.
 */
export const makePlanPublication =
  (deps: PlanPublicationDeps) =>
  async (storeId: string, request: PublicationRequest): Promise<Result<Publication>> => {
    const wrong = checkRequest(request);
    if (wrong) return err(wrong);
    const asset = await deps.assets.get(storeId, request.assetId);
    if (!asset) return err(failure('not-found', 'There is no picture with this id.', { field: 'assetId' }));
    if (asset.review !== 'approved') {
      return err(
        failure('conflict', 'Only approved pictures are published. Approve it first.', { field: 'assetId' }),
      );
    }
    const store = await deps.stores.get(storeId);
    const placeholder = placeholderFailure(asset, store);
    if (placeholder) return err(placeholder);
    const missing = missingScopes(store?.grantedScopes ?? [], PUBLISHING_SCOPES);
    if (missing.length > 0) {
      return err(failure('store-unauthorized', missingScopesWords(missing), { details: { missing } }));
    }
    const altTranslations = request.altTranslations ?? [];
    const unfit = checkAltTexts(store, request.alt, altTranslations);
    if (unfit) return err(unfit);
    const product = await deps.products.get(storeId, asset.productId);
    if (!product || product.deletedAt) {
      return err(failure('product-gone', 'The product of this picture is no longer in the store.'));
    }
    const known = new Set(product.variants.map((variant) => variant.externalId));
    if (request.variantIds.some((id) => !known.has(id))) {
      return err(failure('invalid-input', 'The product has no such variant.', { field: 'variantIds' }));
    }
    const now = deps.clock.now();
    const id = deps.newId();
    const planned = await deps.publications.plan(storeId, {
      id,
      assetId: asset.id,
      productId: product.id,
      productExternalId: product.externalId,
      placement: request.placement,
      replacesMediaId: request.replacesMediaId,
      variantIds: [...new Set(request.variantIds)],
      alt: request.alt,
      altTranslations,
      filename: publicationFilename(id, EXTENSION[asset.format]),
      createdBy: request.actor,
      now,
    });
    if (!planned.ok) return planned;
    await deps.auditLog.append(storeId, [
      {
        id: deps.newId(),
        actor: request.actor,
        action: 'publish',
        subjectKind: 'publication',
        subjectId: id,
        details: { assetId: asset.id, placement: request.placement },
        at: now,
      },
    ]);
    await deps.queue.add([{ v: 1, kind: 'publication', storeId, id }]);
    return ok(planned.value);
  };
export type PlanPublication = ReturnType<typeof makePlanPublication>;

const checkRequest = (request: PublicationRequest) => {
  const { placement, replacesMediaId, variantIds } = request;
  if ((placement === 'replace') !== (replacesMediaId !== null)) {
    return failure('invalid-input', 'Name the picture to replace, with placement "replace" and only then.', {
      field: 'replacesMediaId',
    });
  }
  if (variantIds.length > MAX_VARIANTS) {
    return failure('invalid-input', 'Those are more variants than a product can have.', {
      field: 'variantIds',
    });
  }
  return null;
};
