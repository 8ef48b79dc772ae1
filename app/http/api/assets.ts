import { z } from 'zod';
import { REVIEW_STATES } from '#app/domain/publication.ts';
import { ok } from '#app/domain/result.ts';
import type { Asset } from '#app/ports/repositories/assets.ts';
import { defineEndpoint } from './endpoint.ts';
import { SECURITY_HEADERS } from './respond.ts';
import {
  assetSchema,
  CONTENT_TYPES,
  EXAMPLE_ASSET,
  EXAMPLE_PROVENANCE,
  provenanceSchema,
  toAsset,
  toProvenance,
} from './schemas/asset.ts';
import { id, idParam, listQuery, pageOf, pageRequest, pageSchema, queryFlag } from './schemas/common.ts';

const assetParam = idParam('assetId', 'picture');

export const listAssets = defineEndpoint({
  operationId: 'listAssets',
  method: 'GET',
  path: '/assets',
  tag: 'Assets',
  summary: 'Finished pictures, newest first',
  query: listQuery({
    productId: id('product').optional(),
    batchId: id('batch').optional(),
    review: z.enum(REVIEW_STATES).optional(),
    held: queryFlag.optional(),
  }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of pictures',
    schema: pageSchema(assetSchema, 'AssetPage'),
    example: { items: [EXAMPLE_ASSET], nextCursor: null },
  },
  async handle({ caller, query }, { readAssets }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const { productId, batchId, review, held } = query;
    const found = await readAssets.list(caller.storeId, { productId, batchId, review, held }, page.value);
    return ok({ body: pageOf(found, toAsset) });
  },
});

const assetDetail = z
  .object({ ...assetSchema.shape, provenance: provenanceSchema.nullable() })
  .meta({ id: 'AssetDetail' });

export const getAsset = defineEndpoint({
  operationId: 'getAsset',
  method: 'GET',
  path: '/assets/{assetId}',
  tag: 'Assets',
  summary: 'One finished picture and how it was made',
  params: assetParam,
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the picture',
    schema: assetDetail,
    example: { ...EXAMPLE_ASSET, provenance: EXAMPLE_PROVENANCE },
  },
  async handle({ caller, params }, { readAssets }) {
    const found = await readAssets.get(caller.storeId, params.assetId);
    if (!found.ok) return found;
    const { asset, provenance } = found.value;
    return ok({ body: { ...toAsset(asset), provenance: provenance && toProvenance(provenance) } });
  },
});

const EXTENSIONS = { jpeg: 'jpg', webp: 'webp', png: 'png' } as const;

/** The file under an id never changes, so it may be kept for good, but only by the caller himself. */
const KEPT_FOR_GOOD = {
  'Cache-Control': 'private, max-age=31536000, immutable',
  Vary: 'Authorization',
} as const;

const fileHeaders = (asset: Asset, disposition: 'inline' | 'attachment'): Record<string, string> => ({
  ...SECURITY_HEADERS,
  'Content-Type': CONTENT_TYPES[asset.format],
  ...KEPT_FOR_GOOD,
  ETag: `"${asset.contentHash}"`,
  'Content-Disposition': `${disposition}; filename="softbox-${asset.id}.${EXTENSIONS[asset.format]}"`,
});

/** Whether the caller's `If-None-Match` names this file (weak comparison, RFC 9110 section 13.1.2). */
const isKnown = (ifNoneMatch: string | null, contentHash: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === `"${contentHash}"`);

export const getAssetFile = defineEndpoint({
  operationId: 'getAssetFile',
  method: 'GET',
  path: '/assets/{assetId}/file',
  tag: 'Assets',
  summary: 'The file of a finished picture',
  description: 'Send the ETag of before as If-None-Match: a file never changes, so the answer is 304.',
  params: assetParam,
  query: z.strictObject({
    disposition: z
      .enum(['inline', 'attachment'])
      .default('inline')
      .meta({ description: 'attachment makes a browser save the file' }),
  }),
  failures: ['not-found'],
  reply: {
    kind: 'raw',
    status: 200,
    description: 'the bytes',
    contentTypes: ['image/jpeg', 'image/webp', 'image/png'],
    headers: {
      ETag: 'hash of the content',
      'Cache-Control': 'private, max-age=31536000, immutable',
      'Content-Disposition': 'file name',
    },
  },
  async handle({ caller, params, query, headers }, { readAssets }) {
    const found = await readAssets.get(caller.storeId, params.assetId);
    if (!found.ok) return found;
    const { asset } = found.value;
    const out = fileHeaders(asset, query.disposition);
    if (isKnown(headers.get('If-None-Match'), asset.contentHash)) {
      return ok(new Response(null, { status: 304, headers: out }));
    }
    const file = await readAssets.file(caller.storeId, asset);
    if (!file.ok) return file;
    const bytes = new Uint8Array(file.value);
    return ok(new Response(bytes, { headers: { ...out, 'Content-Length': String(bytes.byteLength) } }));
  },
});

export const getAssetThumbnail = defineEndpoint({
  operationId: 'getAssetThumbnail',
  method: 'GET',
  path: '/assets/{assetId}/thumbnail',
  tag: 'Assets',
  summary: 'A small copy of a picture, for screens',
  params: assetParam,
  query: z.strictObject({
    side: z
      .enum(['160', '480', '960', '1600'])
      .default('480')
      .meta({ description: 'longest side in pixels' }),
    of: z
      .enum(['result', 'source'])
      .default('result')
      .meta({ description: 'source: the photo it was made from' }),
  }),
  failures: ['not-found'],
  reply: {
    kind: 'raw',
    status: 200,
    description: 'the small copy',
    contentTypes: ['image/webp'],
    headers: { 'Cache-Control': 'private, max-age=31536000, immutable' },
  },
  async handle({ caller, params, query }, { readThumbnail }) {
    const request = { of: query.of, side: Number(query.side) };
    const made = await readThumbnail(caller.storeId, params.assetId, request);
    if (!made.ok) return made;
    const headers = { ...SECURITY_HEADERS, ...KEPT_FOR_GOOD, 'Content-Type': made.value.contentType };
    return ok(new Response(new Uint8Array(made.value.bytes), { headers }));
  },
});
