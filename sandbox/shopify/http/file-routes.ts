import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cdnFolder } from '../cdn/file-url.ts';
import { isOriginalUrlGood } from '../cdn/original-url.ts';
import { resizedCopy } from '../cdn/resize.ts';
import { MAX_UPLOAD_BYTES } from '../rules/limits.ts';
import { resourceUrl } from '../rules/staged-uploads.ts';
import type { ShopState, StagedUploadRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { BodyTooLarge, readBody, sendBytes, sendText } from './respond.ts';

/** `GET /cdn/…`: the stored bytes as they are, or a smaller copy when `width` or `height` is asked for. */
export async function handleCdn(
  world: World,
  response: ServerResponse,
  url: URL,
  stripMetadata: boolean,
): Promise<void> {
  const match = /^\/cdn\/(.+)\/([^/]+)$/.exec(url.pathname);
  const filename = decodeURIComponent(match?.[2] ?? '');
  const shop = world.state.shops().find((one) => cdnFolder(one.record) === match?.[1]);
  const file = shop?.files.all().find((one) => one.filename === filename);
  const bytes = file?.content ? await world.state.blobs.get(file.content.sha256) : undefined;
  if (!file?.content || !bytes) return sendText(response, 404, 'text/plain', 'Not Found');
  const headers = { 'cache-control': 'public, max-age=31557600', 'access-control-allow-origin': '*' };
  const width = Number(url.searchParams.get('width')) || undefined;
  const height = Number(url.searchParams.get('height')) || undefined;
  const isImage = file.content.width !== null;
  if (!isImage || (!width && !height && !stripMetadata)) {
    return sendBytes(response, file.content.mimeType, bytes, headers);
  }
  const copy = await resizedCopy(bytes, file.content.mimeType, {
    width,
    height,
    keepMetadata: !stripMetadata,
  });
  return sendBytes(response, file.content.mimeType, copy, headers);
}

/** `GET /originals/…`: the bytes as uploaded, while the signature lasts. */
export async function handleOriginal(world: World, response: ServerResponse, url: URL): Promise<void> {
  const key = url.pathname.slice('/originals/'.length);
  const [domain = '', id = ''] = key.split('/');
  const expires = url.searchParams.get('expires') ?? '';
  if (!isOriginalUrlGood(world, key, expires, url.searchParams.get('signature') ?? '')) {
    return sendText(response, 403, 'application/xml', '<Error><Code>ExpiredToken</Code></Error>');
  }
  const file = world.state.shop(domain)?.files.get(Number(id));
  const bytes = file?.content ? await world.state.blobs.get(file.content.sha256) : undefined;
  if (!file?.content || !bytes) return sendText(response, 404, 'text/plain', 'Not Found');
  return sendBytes(response, file.content.mimeType, bytes);
}

/** `GET /bulk/{shop}/{id}.jsonl`: the result of a bulk query, for seven days. */
export async function handleBulk(world: World, response: ServerResponse, url: URL): Promise<void> {
  const match = /^\/bulk\/([^/]+)\/(\d+)\.jsonl$/.exec(url.pathname);
  const row = world.state.shop(match?.[1] ?? '')?.bulkOperations.get(Number(match?.[2]));
  const lifetimeMs = 7 * 24 * 60 * 60_000;
  const isOver = row?.completedAt != null && world.clock.now() > row.completedAt + lifetimeMs;
  const bytes = row?.content && !isOver ? await world.state.blobs.get(row.content.sha256) : undefined;
  if (!bytes) return sendText(response, 404, 'text/plain', 'Not Found');
  return sendBytes(response, 'application/jsonl', bytes);
}

/**
 * Staged uploads: `PUT` to the signed address, or `POST` of a form with every parameter and the file last.
 * Source: https://shopify.dev/docs/apps/build/online-store/product-media (step 2)
 */
export async function handleUpload(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  let body: Buffer;
  try {
    body = await readBody(request, MAX_UPLOAD_BYTES + 64 * 1024);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(response, 400, 'EntityTooLarge');
    throw error;
  }
  if (request.method === 'PUT') {
    const key = decodeURIComponent(url.pathname.slice('/uploads/'.length));
    const upload = find(world, key, url.searchParams.get('X-Goog-Signature') ?? '', 'PUT');
    return store(world, response, upload, body, 200);
  }
  if (request.method !== 'POST') return refuse(response, 405, 'MethodNotAllowed');
  const form = await readForm(request, body);
  if (!form) return refuse(response, 400, 'MalformedPOSTRequest');
  const { fields, file } = form;
  const upload = find(world, fields.get('key') ?? '', fields.get('x-goog-signature') ?? '', 'POST');
  if (upload && fields.get('Content-Type') !== upload.found.mimeType)
    return refuse(response, 400, 'InvalidPolicyDocument');
  return store(world, response, upload, file, 201);
}

type Found = { shop: ShopState; found: StagedUploadRecord };

function find(world: World, key: string, signature: string, method: 'PUT' | 'POST'): Found | undefined {
  for (const shop of world.state.shops()) {
    const found = shop.stagedUploads.all().find((one) => one.key === key && one.httpMethod === method);
    if (!found) continue;
    const [wanted, given] = [Buffer.from(found.signature), Buffer.from(signature)];
    const isGood = wanted.length === given.length && timingSafeEqual(wanted, given);
    return isGood && found.expiresAt > world.clock.now() ? { shop, found } : undefined;
  }
  return undefined;
}

async function store(
  world: World,
  response: ServerResponse,
  upload: Found | undefined,
  bytes: Buffer,
  status: 200 | 201,
): Promise<void> {
  if (!upload) return refuse(response, 403, 'SignatureDoesNotMatch');
  if (bytes.length === 0) return refuse(response, 400, 'EntityTooSmall');
  if (bytes.length > MAX_UPLOAD_BYTES) return refuse(response, 400, 'EntityTooLarge');
  const { shop, found } = upload;
  if (found.declaredSize !== null && found.declaredSize !== bytes.length)
    return refuse(response, 400, 'InvalidArgument');
  const sha256 = await world.state.blobs.put(bytes);
  shop.stagedUploads.put({ ...found, content: { sha256, byteLength: bytes.length } });
  world.state.commit();
  if (status === 200) return sendText(response, 200, 'text/plain', '');
  const location = resourceUrl(world, found);
  const xml = `<?xml version="1.0" encoding="UTF-8"?><PostResponse><Location>${location}</Location></PostResponse>`;
  return sendText(response, 201, 'application/xml', xml);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  sendText(
    response,
    status,
    'application/xml',
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
  );
}

/** A form whose last part is the file: what follows it does not count, as with the storage it stands for. */
async function readForm(
  request: IncomingMessage,
  body: Buffer,
): Promise<{ fields: Map<string, string>; file: Buffer } | undefined> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  const fields = new Map<string, string>();
  for (const [name, value] of form ?? []) {
    if (typeof value === 'string') fields.set(name, value);
    else return { fields, file: Buffer.from(await value.arrayBuffer()) };
  }
  return undefined;
}
