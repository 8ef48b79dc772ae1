import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { ALT_SCOPES, missingScopes, missingScopesWords } from '../domain/scopes.ts';
import { personWords } from '../domain/words/check-words.ts';
import type { AltTranslation, StoreLanguages } from '../domain/words/language.ts';
import type { AltTexts } from '../ports/alt-texts.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { AltChange, AltChanges } from '../ports/repositories/alt-changes.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { ProductImageView, Products } from '../ports/repositories/products.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import { checkAltTexts } from './check-alt-texts.ts';
import type { ReadLanguages } from './read-languages.ts';

export interface AltChangeDeps {
  readonly altChanges: AltChanges;
  readonly products: Pick<Products, 'get'>;
  readonly stores: Pick<Stores, 'get'>;
  readonly platform: Pick<AltTexts, 'readAltTexts'>;
  readonly readLanguages: ReadLanguages;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

/** A picture of the merchant's own, by our ids. */
export interface OwnPicture {
  readonly productId: string;
  readonly imageId: string;
}

/** What a person looks at before he changes the alt text of a file. */
export interface AltReview {
  readonly fileId: string;
  /** In the store at this moment. */
  readonly alt: string;
  readonly translations: readonly { readonly locale: string; readonly value: string | null }[];
  readonly languages: StoreLanguages;
  /** Every product that shows the file, as our mirror knows it, the one it was asked for at among them. */
  readonly shownBy: readonly { readonly id: string; readonly externalId: string; readonly title: string }[];
}

const gone = () => err(failure('media-gone', 'The picture is no longer in the store.'));

const findOwn = async (
  deps: Pick<AltChangeDeps, 'products'>,
  storeId: string,
  { productId, imageId }: OwnPicture,
): Promise<Result<ProductImageView>> => {
  const product = await deps.products.get(storeId, productId);
  const image = product?.images.find((one) => one.id === imageId);
  if (!product || product.deletedAt || !image) {
    return err(failure('not-found', 'There is no picture with this id.'));
  }
  if (image.isOurs) {
    const why = 'This picture was published by Softbox. Undo it and publish it again with other words.';
    return err(failure('conflict', why));
  }
  return ok(image);
};

/** Reads, live, what a change would change. Failures: not-found, conflict (a picture of ours), media-gone, the platform's. */
export const makeReviewAlt =
  (deps: AltChangeDeps) =>
  async (storeId: string, picture: OwnPicture, signal?: AbortSignal): Promise<Result<AltReview>> => {
    const image = await findOwn(deps, storeId, picture);
    if (!image.ok) return image;
    const fileId = image.value.externalId;
    const languages = await deps.readLanguages(storeId);
    if (!languages.ok) return languages;
    const locales = languages.value.known ? languages.value.others.map(({ code }) => code) : [];
    const texts = await deps.platform.readAltTexts(storeId, fileId, locales, { signal });
    if (!texts.ok) return texts;
    if (!texts.value) return gone();
    const shownBy = await deps.altChanges.showing(storeId, fileId);
    return ok({ fileId, ...texts.value, languages: languages.value, shownBy });
  };
export type ReviewAlt = ReturnType<typeof makeReviewAlt>;

export interface AltChangeRequest extends OwnPicture {
  readonly alt: string;
  /** Languages that get a text of their own; others keep what they have. */
  readonly translations: readonly AltTranslation[];
  /** The alt text that was there when the person looked. */
  readonly seenAlt: string;
  readonly actor: string;
}

/**
 * Decides that a file of the merchant's own shall get another alt text: row first, message second. Failures: not-found,
 * conflict (a picture of ours, somebody changed it meanwhile, or it is being changed), invalid-input, unsupported-option,
 * store-unauthorized, media-gone, those of the platform.
 */
export const makeRequestAltChange =
  (deps: AltChangeDeps) =>
  async (storeId: string, request: AltChangeRequest): Promise<Result<AltChange>> => {
    const { productId, translations, seenAlt, actor } = request;
    const image = await findOwn(deps, storeId, request);
    if (!image.ok) return image;
    const store = await deps.stores.get(storeId);
    const alt = personWords(request.alt) ?? request.alt;
    const unfit = checkAltTexts(store, alt, translations);
    if (unfit) return err(unfit);
    const missing = store?.platform === 'shopify' ? missingScopes(store.grantedScopes, ALT_SCOPES) : [];
    if (missing.length > 0) {
      return err(failure('store-unauthorized', missingScopesWords(missing), { details: { missing } }));
    }
    const fileId = image.value.externalId;
    const now = await deps.platform.readAltTexts(storeId, fileId, []);
    if (!now.ok) return now;
    if (!now.value) return gone();
    if (now.value.alt !== seenAlt) {
      const why = 'Somebody has changed this alt text since you looked at it. Look at it again.';
      return err(failure('conflict', why, { field: 'seenAlt' }));
    }
    if (alt === seenAlt && translations.length === 0) {
      return err(failure('invalid-input', 'That is the alt text it has.', { field: 'alt' }));
    }
    const shownBy = await deps.altChanges.showing(storeId, fileId);
    const planned = await deps.altChanges.plan(storeId, {
      id: deps.newId(),
      productId,
      fileId,
      alt,
      translations,
      seenAlt,
      shownBy: shownBy.map(({ externalId }) => externalId),
      createdBy: actor,
      now: deps.clock.now(),
    });
    if (!planned.ok) return planned;
    await note(deps, storeId, planned.value, { actor, action: 'change-alt' });
    await deps.queue.add([{ v: 1, kind: 'alt-change', storeId, id: planned.value.id }]);
    return planned;
  };
export type RequestAltChange = ReturnType<typeof makeRequestAltChange>;

/**
 * Decides that a change shall be taken back. Asking again changes nothing. Failures: not-found; conflict: it is not
 * published, or a later change of the same file has to be undone first.
 */
export const makeRequestAltUndo =
  (deps: Pick<AltChangeDeps, 'altChanges' | 'auditLog' | 'queue' | 'clock' | 'newId'>) =>
  async (storeId: string, id: string, actor: string): Promise<Result<AltChange>> => {
    const change = await deps.altChanges.get(storeId, id);
    if (!change) return err(failure('not-found', 'There is no change with this id.'));
    if (change.state === 'reverting' || change.state === 'reverted') return ok(change);
    if (change.state !== 'published') {
      return err(
        failure('conflict', 'Only what is published can be undone.', { details: { state: change.state } }),
      );
    }
    const newest = await deps.altChanges.newestLive(storeId, change.fileId);
    if (newest && newest.id !== id) {
      return err(
        failure('conflict', 'The alt text has been changed again since. Undo the later change first.'),
      );
    }
    const moved = await deps.altChanges.transition(storeId, id, {
      from: 'published',
      to: 'reverting',
      leaseId: null,
      now: deps.clock.now(),
      patch: { attempt: 0, failure: null },
    });
    const current = await deps.altChanges.get(storeId, id);
    if (!current) return err(failure('not-found', 'There is no change with this id.'));
    if (!moved) {
      return current.state === 'reverting' || current.state === 'reverted'
        ? ok(current)
        : err(failure('conflict', 'The alt text of this picture is being changed already.'));
    }
    await note(deps, storeId, current, { actor, action: 'undo-alt' });
    await deps.queue.add([{ v: 1, kind: 'alt-change', storeId, id }]);
    return ok(current);
  };
export type RequestAltUndo = ReturnType<typeof makeRequestAltUndo>;

const note = (
  deps: Pick<AltChangeDeps, 'auditLog' | 'clock' | 'newId'>,
  storeId: string,
  change: AltChange,
  what: { readonly actor: string; readonly action: string },
): Promise<void> =>
  deps.auditLog.append(storeId, [
    {
      id: deps.newId(),
      ...what,
      subjectKind: 'alt-change',
      subjectId: change.id,
      details: { fileId: change.fileId, products: change.shownBy.length },
      at: deps.clock.now(),
    },
  ]);
