import { v7 as newId } from 'uuid';
import { DEFAULT_FIDELITY_SETTINGS } from '#app/domain/fidelity/settings.ts';
import { inDays, later, PAGE, type Walk } from './walk.ts';

/** The walk over publishing. */
export const PUBLISHING: Pick<Walk, 'publications' | 'altChanges' | 'fidelitySettings'> = {
  publications: {
    plan: async (r, storeId, s) => {
      const plan = {
        productId: newId(),
        productExternalId: 'p',
        placement: 'append',
        replacesMediaId: null,
      } as const;
      const rest = { variantIds: [], alt: '', createdBy: 'someone', now: s.now };
      const made = await r.plan(storeId, {
        ...plan,
        ...rest,
        id: newId(),
        assetId: newId(),
        filename: `${newId()}.jpg`,
      });
      return made.ok;
    },
    get: (r, storeId, s) => r.get(storeId, s.publicationId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId }, PAGE),
    effectsOf: (r, storeId, s) => r.effectsOf(storeId, s.productExternalId),
    acquire: (r, storeId, s) =>
      r.acquire(storeId, s.plannedPublicationId, { leaseId: 'mine', until: later(s), now: s.now }),
    renew: (r, storeId, s) =>
      r.renew(storeId, s.uploadingPublicationId, { leaseId: s.leaseId, until: later(s), now: s.now }),
    release: (r, storeId, s) =>
      r.release(storeId, s.uploadingPublicationId, {
        leaseId: s.leaseId,
        notBefore: null,
        countsAsTry: true,
      }),
    transition: async (r, storeId, s) => [
      await r.transition(storeId, s.publicationId, {
        from: 'published',
        to: 'reverting',
        leaseId: null,
        now: s.now,
      }),
      await r.transition(storeId, s.uploadingPublicationId, {
        from: 'uploading',
        to: 'failed',
        leaseId: s.leaseId,
        now: s.now,
        patch: { failure: { kind: 'media-failed', message: 'Refused.' } },
      }),
    ],
    record: (r, storeId, s) => r.record(storeId, s.uploadingPublicationId, s.leaseId, { fileId: 'another' }),
    stranded: { exempt: 'sweep' },
  },
  altChanges: {
    plan: async (r, storeId, s) => {
      const made = await r.plan(storeId, {
        id: newId(),
        productId: newId(),
        fileId: s.ownFileId,
        alt: 'New',
        translations: [],
        seenAlt: '',
        shownBy: [],
        createdBy: 'someone',
        now: s.now,
      });
      return made.ok;
    },
    get: (r, storeId, s) => r.get(storeId, s.altChangeId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId }, PAGE),
    showing: (r, storeId, s) => r.showing(storeId, s.imageExternalId),
    newestLive: (r, storeId, s) => r.newestLive(storeId, s.ownFileId),
    claim: (r, storeId, s) =>
      r.claim(storeId, s.plannedAltChangeId, { leaseId: 'mine', until: inDays(s, 2), now: inDays(s, 1) }),
    renew: (r, storeId, s) =>
      r.renew(storeId, s.plannedAltChangeId, { leaseId: s.leaseId, until: later(s), now: s.now }),
    release: (r, storeId, s) =>
      r.release(storeId, s.plannedAltChangeId, {
        leaseId: s.leaseId,
        notBefore: null,
        countsAsTry: true,
      }),
    transition: async (r, storeId, s) => [
      await r.transition(storeId, s.altChangeId, {
        from: 'published',
        to: 'reverting',
        leaseId: null,
        now: s.now,
      }),
      await r.transition(storeId, s.plannedAltChangeId, {
        from: 'planned',
        to: 'changing',
        leaseId: s.leaseId,
        now: s.now,
        patch: { before: { alt: '', translations: [] } },
      }),
    ],
    stranded: { exempt: 'sweep' },
  },
  fidelitySettings: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { settings: DEFAULT_FIDELITY_SETTINGS, updatedBy: 'someone', updatedAt: s.now }),
  },
};
