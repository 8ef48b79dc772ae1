import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const LEASE_UNTIL = new Date('2026-11-22T10:01:00.000Z');
const PRICE = 40_000n;

const JOB_STATES = ['queued', 'preparing', 'checking', 'ready', 'held', 'failed'] as const;

export interface SeededStore {
  /** Is in every text of the store's rows: whoever sees it sees the store's data. */
  readonly marker: string;
  readonly storeId: string;
  readonly shop: string;
  readonly productId: string;
  readonly productExternalId: string;
  readonly imageId: string;
  readonly imageExternalId: string;
  readonly imageUrl: string;
  readonly variantId: string;
  readonly recipeHash: string;
  readonly presetId: string;
  readonly batchId: string;
  readonly requestKey: string;
  /** One job in each of these states; the running ones are held by `leaseId`. */
  readonly jobs: Readonly<Record<(typeof JOB_STATES)[number], string>>;
  readonly leaseId: string;
  /** Of the job that is held, undecided and unpublished. */
  readonly heldAssetId: string;
  /** Of the job that is ready, approved and published. */
  readonly publishedAssetId: string;
  readonly publicationId: string;
  /** Waits for a worker. */
  readonly plannedPublicationId: string;
  /** Held by `leaseId`; of another product. */
  readonly uploadingPublicationId: string;
  readonly fileId: string;
  /** Published; of a file of the store's own. */
  readonly altChangeId: string;
  /** Planned, held by `leaseId`. */
  readonly plannedAltChangeId: string;
  readonly ownFileId: string;
  /** Running, held by `leaseId`. */
  readonly wordsRunId: string;
  /** Running, held by `leaseId`. */
  readonly syncId: string;
  readonly sourceHash: string;
  readonly idempotencyKey: string;
  readonly bridgeKeyId: string;
  /** Of the job that is checking; still `started`. */
  readonly providerCallId: string;
  readonly providerPictureId: string;
  readonly inspirationId: string;
  readonly inspirationPictureId: string;
  readonly deliveryId: string;
  readonly sessionId: string;
  readonly workerId: string;
  readonly now: Date;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const identify = (marker: string): SeededStore => ({
  marker,
  storeId: newId(),
  shop: `${marker}.myshopify.com`,
  productId: newId(),
  productExternalId: `gid://shopify/Product/${marker}`,
  imageId: newId(),
  imageExternalId: `gid://shopify/MediaImage/1-${marker}`,
  imageUrl: `https://cdn.example/${marker}/1.jpg`,
  variantId: newId(),
  recipeHash: hash(`recipe ${marker}`),
  presetId: newId(),
  batchId: newId(),
  requestKey: `request-${marker}`,
  jobs: Object.fromEntries(JOB_STATES.map((state) => [state, newId()])) as SeededStore['jobs'],
  leaseId: `lease-${marker}`,
  heldAssetId: newId(),
  publishedAssetId: newId(),
  publicationId: newId(),
  plannedPublicationId: newId(),
  uploadingPublicationId: newId(),
  fileId: `gid://shopify/MediaImage/${marker}`,
  altChangeId: newId(),
  plannedAltChangeId: newId(),
  ownFileId: `gid://shopify/MediaImage/${marker}-own`,
  wordsRunId: newId(),
  syncId: newId(),
  sourceHash: hash(`source ${marker}`),
  idempotencyKey: `key-${marker}`,
  bridgeKeyId: newId(),
  providerCallId: newId(),
  providerPictureId: newId(),
  inspirationId: newId(),
  inspirationPictureId: `photo-${marker}`,
  deliveryId: newId(),
  sessionId: `offline_${marker}.myshopify.com`,
  workerId: newId(),
  now: NOW,
});

const seedCatalogue = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, productId, marker } = s;
  await db.store.create({
    data: {
      id: storeId,
      platform: 'shopify',
      externalId: s.shop,
      name: `Shop ${marker}`,
      installedAt: NOW,
    },
  });
  await db.catalogueSync.create({
    data: {
      id: s.syncId,
      storeId,
      state: 'running',
      cursor: `cursor-${marker}`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
      createdAt: NOW,
    },
  });
  await db.catalogueSync.create({
    data: {
      id: newId(),
      storeId,
      state: 'done',
      createdAt: new Date(NOW.getTime() - 60_000),
      finishedAt: NOW,
    },
  });
  await db.product.create({
    data: {
      id: productId,
      storeId,
      externalId: s.productExternalId,
      title: `Bottle ${marker}`,
      handle: `bottle-${marker}`,
      status: 'ACTIVE',
      vendor: `Vendor ${marker}`,
      tags: [`tag-${marker}`],
      collections: [`collection-${marker}`],
      externalUpdatedAt: NOW,
      createdAt: NOW,
    },
  });
  await db.variant.create({
    data: {
      id: s.variantId,
      storeId,
      productId,
      externalId: `gid://shopify/ProductVariant/${marker}`,
      title: `Blue ${marker}`,
      sku: `sku-${marker}`,
      position: 1,
    },
  });
  await db.productImage.create({
    data: {
      id: s.imageId,
      storeId,
      productId,
      externalId: s.imageExternalId,
      position: 0,
      alt: `Alt ${marker}`,
      url: s.imageUrl,
    },
  });
};

const seedJobs = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, recipeHash, marker, batchId } = s;
  await db.recipe.create({ data: { storeId, hash: recipeHash, body: { kind: 'packshot', note: marker } } });
  await db.batch.create({
    data: {
      id: batchId,
      storeId,
      recipeHash,
      label: `Batch ${marker}`,
      createdBy: `user-${marker}`,
      requestKey: s.requestKey,
      jobCount: JOB_STATES.length,
      priceTotal: PRICE * BigInt(JOB_STATES.length),
      createdAt: NOW,
    },
  });
  await db.ledgerEntry.create({
    data: { id: newId(), storeId, kind: 'grant', amount: 5_000_000n + BigInt(marker.length) },
  });
  for (const state of JOB_STATES) {
    const id = s.jobs[state];
    const isRunning = state === 'preparing' || state === 'checking';
    const isFinal = !isRunning && state !== 'queued';
    await db.imageJob.create({
      data: {
        id,
        storeId,
        batchId,
        productId: s.productId,
        productImageId: s.imageId,
        sourceUrl: s.imageUrl,
        recipeHash,
        state,
        price: PRICE,
        attempt: state === 'queued' ? 0 : 1,
        dispatchedAt: state === 'queued' ? null : NOW,
        leaseId: isRunning ? s.leaseId : null,
        leaseUntil: isRunning ? LEASE_UNTIL : null,
        failureKind: state === 'failed' ? 'fetch-failed' : null,
        failureMessage: state === 'failed' ? `No answer ${marker}` : null,
        createdAt: NOW,
        changedAt: NOW,
        finishedAt: isFinal ? NOW : null,
      },
    });
    await db.ledgerEntry.create({
      data: { id: newId(), storeId, jobId: id, kind: 'reserve', amount: -PRICE },
    });
    if (!isFinal) continue;
    const closing = state === 'failed' ? ({ kind: 'refund', amount: PRICE } as const) : null;
    await db.ledgerEntry.create({
      data: { id: newId(), storeId, jobId: id, ...(closing ?? { kind: 'settle', amount: 0n }) },
    });
  }
  const attemptId = newId();
  await db.attempt.create({
    data: {
      id: attemptId,
      storeId,
      jobId: s.jobs.checking,
      number: 1,
      renderer: `local-${marker}`,
      startedAt: NOW,
    },
  });
  await db.providerCall.create({
    data: {
      id: s.providerCallId,
      storeId,
      attemptId,
      provider: 'example',
      model: `model-${marker}`,
      purpose: 'check-key',
      costUpperBound: 100n,
      startedAt: NOW,
    },
  });
  await db.providerPicture.create({
    data: {
      id: s.providerPictureId,
      storeId,
      jobId: s.jobs.checking,
      number: 1,
      purpose: 'plate',
      model: `example/model-${marker}`,
      wording: `a place of ${marker}`,
      objectKey: `models/${marker}.png`,
      contentType: 'image/png',
      width: 1024,
      height: 1024,
      hasC2pa: true,
      callId: s.providerCallId,
      isPlaceholder: true,
      createdAt: NOW,
    },
  });
  await db.storeBudget.create({
    data: { storeId, day: 9_000_000n, updatedBy: `owner-${marker}`, updatedAt: NOW },
  });
  await db.storePlan.create({
    data: {
      storeId,
      name: `Plan ${marker}`,
      monthlyCredit: 5_000_000n,
      updatedBy: `operator-${marker}`,
      updatedAt: NOW,
    },
  });
  await db.fidelitySettings.create({
    data: {
      storeId,
      body: { limits: {}, modelMayClear: true },
      updatedBy: `owner-${marker}`,
      updatedAt: NOW,
    },
  });
};

const seedPictures = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  const facts = {
    width: 100,
    height: 100,
    box: null,
    confidence: 0.9,
    doubts: [],
    method: 'model',
    model: { name: `isnet-${marker}`, sha256: hash('model') },
    version: '1',
  };
  const objectKey = `${marker}/mask.png`;
  await db.mask.create({
    data: { storeId, sourceHash: s.sourceHash, modelVersion: '1', objectKey, confidence: 0.9, facts },
  });
  const asset = (id: string, jobId: string) => ({
    id,
    storeId,
    jobId,
    productId: s.productId,
    productImageId: s.imageId,
    objectKey: `${marker}/${id}.jpg`,
    contentHash: hash(id),
    sourceHash: s.sourceHash,
    sourceKey: `${marker}/source.jpg`,
    recipeHash: s.recipeHash,
    format: 'jpeg',
    bytes: 1_000,
    width: 100,
    height: 100,
    fill: 0.85,
    backgroundExact: true,
    maskConfidence: 0.9,
    upscaled: 1,
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
    provenance: { sourceUrl: s.imageUrl },
    renderMs: 10,
    createdAt: NOW,
  });
  await db.asset.create({ data: asset(s.heldAssetId, s.jobs.held) });
  await db.asset.create({ data: asset(s.publishedAssetId, s.jobs.ready) });
  await db.review.create({ data: { storeId, assetId: s.heldAssetId } });
  await db.review.create({
    data: {
      storeId,
      assetId: s.publishedAssetId,
      state: 'approved',
      decidedBy: `user-${marker}`,
      decidedAt: NOW,
    },
  });
  await seedPublications(db, s);
};

const seedPublications = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  const before = { productId: s.productExternalId, takenAt: NOW.toISOString(), media: [], variants: [] };
  const common = {
    storeId,
    productId: s.productId,
    productExternalId: s.productExternalId,
    placement: 'append',
    alt: `Alt ${marker}`,
    createdBy: `user-${marker}`,
    createdAt: NOW,
    changedAt: NOW,
  };
  await db.publication.create({
    data: {
      ...common,
      id: s.publicationId,
      assetId: s.publishedAssetId,
      state: 'published',
      filename: `softbox-${marker}-1.jpg`,
      fileId: s.fileId,
      liveUrl: `https://cdn.example/${marker}/live.jpg`,
      before,
      after: before,
      publishedAt: NOW,
    },
  });
  await db.publication.create({
    data: {
      ...common,
      id: s.plannedPublicationId,
      assetId: s.heldAssetId,
      filename: `softbox-${marker}-2.jpg`,
    },
  });
  await db.publication.create({
    data: {
      ...common,
      id: s.uploadingPublicationId,
      assetId: newId(),
      productId: newId(),
      productExternalId: `${s.productExternalId}-2`,
      state: 'uploading',
      filename: `softbox-${marker}-3.jpg`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
    },
  });
};

const seedWords = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  await db.pictureWords.create({
    data: {
      id: newId(),
      storeId,
      subjectKind: 'asset',
      subjectId: s.heldAssetId,
      language: 'main',
      version: 1,
      alt: `Words ${marker}`,
      caption: '',
      source: 'person',
      editedBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  await db.wordsRun.create({
    data: {
      id: s.wordsRunId,
      storeId,
      batchId: s.batchId,
      languages: ['main'],
      state: 'running',
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
      createdBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  const change = {
    storeId,
    productId: s.productId,
    fileId: s.ownFileId,
    alt: `New alt ${marker}`,
    seenAlt: '',
    createdBy: `user-${marker}`,
    createdAt: NOW,
    changedAt: NOW,
  };
  await db.altChange.create({ data: { ...change, id: s.altChangeId, state: 'published' } });
  await db.altChange.create({
    data: {
      ...change,
      id: s.plannedAltChangeId,
      fileId: `${s.ownFileId}-2`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
    },
  });
};

const seedRest = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  await seedWords(db, s);
  const sealed = { keyId: 'k1', ciphertext: Uint8Array.from(Buffer.from(marker)) };
  await db.preset.create({
    data: { id: s.presetId, storeId, name: `Preset ${marker}`, body: { kind: 'packshot' } },
  });
  await db.brandKit.create({ data: { storeId, body: { name: `Kit ${marker}` } } });
  await db.inspiration.create({
    data: {
      id: s.inspirationId,
      storeId,
      source: 'unsplash',
      pictureId: s.inspirationPictureId,
      previewUrl: `https://images.example/${marker}.jpg`,
      width: 10,
      height: 10,
      description: { setting: `Place ${marker}` },
      asRead: { setting: `Place ${marker}` },
      model: 'example/m',
      createdAt: NOW,
      updatedAt: NOW,
    },
  });
  await db.productAnalysis.create({
    data: {
      id: newId(),
      storeId,
      productImageId: s.imageId,
      version: 1,
      body: { what: `Bottle ${marker}` },
      origin: 'model',
      model: 'example/m',
      createdBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  await db.dispatchTurn.create({ data: { storeId, turn: 3n } });
  await db.idempotencyKey.create({
    data: {
      storeId,
      key: s.idempotencyKey,
      fingerprint: 'same',
      status: 200,
      body: { headers: {}, body: { answer: marker } },
      createdAt: new Date(),
      finishedAt: new Date(),
    },
  });
  await db.auditEntry.create({
    data: {
      id: newId(),
      storeId,
      actor: `user-${marker}`,
      action: 'publish',
      subjectKind: 'asset',
      subjectId: s.publishedAssetId,
    },
  });
  await db.bridgeKey.create({ data: { id: s.bridgeKeyId, storeId, ...sealed, createdAt: NOW } });
  const site = {
    siteUrl: `https://${s.marker}.example`,
    restUrl: `https://${s.marker}.example/wp-json/`,
    siteId: newId(),
    pluginVersion: '0.1.0',
    startedBy: s.marker,
  };
  await db.wooConnection.create({
    data: {
      id: newId(),
      storeId,
      ...site,
      ...sealed,
      health: { checkedAt: null, problems: [], webhooks: [] },
      nextCheckAt: NOW,
      wholeSyncAt: NOW,
      connectedAt: NOW,
    },
  });
  await db.wooConnect.create({
    data: { id: newId(), stateHash: hash(s.marker), challenge: 'c', ...site, storeId, createdAt: NOW },
  });
  await db.bridgeNonce.create({
    data: { bridgeKeyId: s.bridgeKeyId, nonce: `nonce-${marker}`, seenAt: NOW },
  });
  await db.session.create({ data: { id: s.sessionId, shop: s.shop, isOnline: false, ...sealed } });
  await db.webhookDelivery.create({
    data: {
      id: s.deliveryId,
      platform: 'shopify',
      connection: s.shop,
      deliveryId: `delivery-${marker}`,
      topic: 'products/update',
      payload: { title: marker },
      receivedAt: NOW,
    },
  });
  await db.workerProcess.create({ data: { id: s.workerId, concurrency: 2 } });
};

/** A store with at least one row in every table of a tenant; `marker` (letters and digits) is unique among the stores. */
export const seedStore = async (db: Db, marker: string): Promise<SeededStore> => {
  const store = identify(marker);
  await seedCatalogue(db, store);
  await seedJobs(db, store);
  await seedPictures(db, store);
  await seedRest(db, store);
  return store;
};
