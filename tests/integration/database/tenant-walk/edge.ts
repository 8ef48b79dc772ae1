import { v7 as newId } from 'uuid';
import { UNCHECKED } from '#app/domain/woo-health.ts';
import { inDays, PAGE, type Walk } from './walk.ts';

/** The walk over the edge, and who may come in. */
export const EDGE: Pick<
  Walk,
  | 'auditLog'
  | 'bridgeKeys'
  | 'idempotencyKeys'
  | 'sessionRows'
  | 'webhookInbox'
  | 'wooConnections'
  | 'wooConnects'
  | 'erasure'
> = {
  auditLog: {
    append: (r, storeId, s) =>
      r.append(storeId, [
        {
          id: newId(),
          actor: 'system',
          action: 'test',
          subjectKind: 'asset',
          subjectId: s.heldAssetId,
          details: null,
          at: s.now,
        },
      ]),
    list: (r, storeId) => r.list(storeId, PAGE),
  },
  bridgeKeys: {
    create: (r, storeId, s) =>
      r.create(storeId, {
        id: newId(),
        secret: { keyId: 'k1', ciphertext: new Uint8Array(1) },
        now: s.now,
      }),
    list: (r, storeId) => r.list(storeId),
    revoke: (r, storeId, s) => r.revoke(storeId, s.bridgeKeyId, s.now),
    findForSignature: { exempt: 'authentication' },
    rememberNonce: { exempt: 'authentication' },
    forgetNonces: { exempt: 'sweep' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  idempotencyKeys: {
    begin: (r, storeId, s) => r.begin(storeId, s.idempotencyKey, 'same'),
    finish: async (r, storeId, s) => {
      // as it is called: on a key that this caller has begun
      await r.begin(storeId, 'another', 'same');
      await r.finish(storeId, 'another', { status: 200, headers: {}, body: null });
      await r.finish(storeId, s.idempotencyKey, { status: 500, headers: {}, body: null });
    },
    abandon: async (r, storeId, s) => {
      await r.begin(storeId, 'another', 'same');
      await r.abandon(storeId, s.idempotencyKey);
    },
    forgetExpired: { exempt: 'sweep' },
  },
  sessionRows: {
    put: { exempt: 'session store' },
    get: { exempt: 'session store' },
    delete: { exempt: 'session store' },
    findByShop: { exempt: 'session store' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  webhookInbox: {
    insertOnce: { exempt: 'webhook inbox' },
    claim: { exempt: 'webhook inbox' },
    finish: { exempt: 'webhook inbox' },
    finishSame: { exempt: 'webhook inbox' },
    retry: { exempt: 'webhook inbox' },
    unhandled: { exempt: 'sweep' },
    forgetHandled: { exempt: 'sweep' },
  },
  wooConnections: {
    get: (r, storeId) => r.get(storeId),
    connect: (r, storeId, s) =>
      r.connect(storeId, {
        id: newId(),
        siteUrl: 'https://tea.example',
        restUrl: 'https://tea.example/wp-json/',
        siteId: newId(),
        pluginVersion: '0.1.0',
        startedBy: 'someone',
        secrets: { keyId: 'k1', ciphertext: new Uint8Array(1) },
        bridgeKeyId: newId(),
        now: s.now,
      }),
    setWebhooks: (r, storeId) => r.setWebhooks(storeId, [1]),
    setHealth: (r, storeId, s) => r.setHealth(storeId, UNCHECKED, s.now),
    setWholeSync: (r, storeId, s) => r.setWholeSync(storeId, inDays(s, 1)),
    disconnect: (r, storeId, s) => r.disconnect(storeId, s.now),
    findForWebhook: { exempt: 'authentication' },
    takeDue: { exempt: 'sweep' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  wooConnects: {
    start: { exempt: 'authentication' },
    findByState: { exempt: 'authentication' },
    grant: { exempt: 'authentication' },
    finish: { exempt: 'authentication' },
    forgetOld: { exempt: 'sweep' },
  },
  erasure: {
    eraseStore: (r, storeId) => r.eraseStore(storeId),
  },
};
