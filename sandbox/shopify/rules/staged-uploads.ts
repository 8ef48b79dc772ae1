import { sha256 } from '../state/blobs.ts';
import type { ShopState, StagedUploadRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { type UserError, userError } from './user-error.ts';

export type StagedUploadInput = {
  filename: string;
  mimeType: string;
  resource: string;
  httpMethod?: string | null;
  fileSize?: string | null;
};
export type StagedTarget = {
  url: string | null;
  resourceUrl: string | null;
  parameters: { name: string; value: string }[];
};

/** `X-Goog-Expires` of the captured targets: seven days. */
const LIFETIME_MS = 604_800_000;

/** Types the picture resources take; others are refused in this form: capture media-staged-uploads-create-validation. */
const IMAGE_TYPES = new Set([
  'image/jpeg',
  'image/jpg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/heic',
]);
const IMAGE_RESOURCES = new Set(['IMAGE', 'PRODUCT_IMAGE', 'COLLECTION_IMAGE', 'SHOP_IMAGE']);

/**
 * `stagedUploadsCreate`: one target an input, an empty one where the input was refused.
 * Sources: captures staged-upload-targets-parity, media-staged-uploads-create-default-http-method (2026-04).
 */
export function createStagedUploads(
  world: World,
  shop: ShopState,
  inputs: StagedUploadInput[],
): { targets: StagedTarget[]; errors: UserError[] } {
  const errors: UserError[] = [];
  const targets = inputs.map((input, index) => {
    const error = checkInput(input, String(index));
    if (!error) return toTarget(world, record(world, shop, input));
    errors.push(error);
    return { url: null, resourceUrl: null, parameters: [] };
  });
  return { targets, errors };
}

/** The upload behind a resource URL; 'foreign' when it is an upload address that this shop was not given. */
export function stagedUploadAt(
  world: World,
  shop: ShopState,
  source: string,
): StagedUploadRecord | 'foreign' | undefined {
  const prefix = `${world.origin()}/uploads/`;
  if (!source.startsWith(prefix)) return undefined;
  const key = decodeURIComponent(source.slice(prefix.length).split('?')[0] ?? '');
  return shop.stagedUploads.all().find((upload) => upload.key === key) ?? 'foreign';
}

export function resourceUrl(world: World, upload: StagedUploadRecord): string {
  return `${world.origin()}/uploads/${upload.key.split('/').map(encodeURIComponent).join('/')}`;
}

function record(world: World, shop: ShopState, input: StagedUploadInput): StagedUploadRecord {
  const id = world.uuid();
  const folder = input.resource === 'IMAGE' && input.httpMethod === 'POST' ? 'products' : 'files';
  const upload: StagedUploadRecord = {
    id,
    key: `tmp/${shop.record.id}/${folder}/${id}/${input.filename.replace(/[/\\]/g, '_')}`,
    filename: input.filename,
    mimeType: input.mimeType,
    resource: input.resource,
    httpMethod: input.httpMethod === 'POST' ? 'POST' : 'PUT',
    signature: sha256(`${world.uuid()} ${id}`),
    declaredSize: input.fileSize == null ? null : Number(input.fileSize),
    expiresAt: world.clock.now() + LIFETIME_MS,
    content: null,
  };
  shop.stagedUploads.put(upload);
  return upload;
}

function toTarget(world: World, upload: StagedUploadRecord): StagedTarget {
  const resource = resourceUrl(world, upload);
  if (upload.httpMethod === 'PUT') {
    const query = new URLSearchParams({
      'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
      'X-Goog-Expires': String(LIFETIME_MS / 1000),
      'X-Goog-SignedHeaders': 'host',
      'X-Goog-Signature': upload.signature,
    });
    return {
      url: `${resource}?${query}`,
      resourceUrl: resource,
      parameters: [
        { name: 'content_type', value: upload.mimeType },
        { name: 'acl', value: 'private' },
      ],
    };
  }
  const stamp = new Date(world.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const values = {
    'Content-Type': upload.mimeType,
    success_action_status: '201',
    acl: 'private',
    key: upload.key,
    'x-goog-date': stamp,
    'x-goog-credential': `sandbox/${stamp.slice(0, 8)}/auto/storage/goog4_request`,
    'x-goog-algorithm': 'GOOG4-RSA-SHA256',
    'x-goog-signature': upload.signature,
    policy: Buffer.from(JSON.stringify({ conditions: [{ key: upload.key }] })).toString('base64'),
  };
  const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { url: `${world.origin()}/uploads/`, resourceUrl: resource, parameters };
}

function checkInput(input: StagedUploadInput, index: string): UserError | undefined {
  if (IMAGE_RESOURCES.has(input.resource) && !IMAGE_TYPES.has(input.mimeType)) {
    const message = `${input.filename}: (${input.mimeType}) is not a recognized format`;
    return userError(['input', index, 'mimeType'], message);
  }
  const words = { VIDEO: 'video', MODEL_3D: '3D model' }[input.resource];
  if (words && input.fileSize == null) {
    return userError(['input', index, 'fileSize'], `file size is required for ${words} resources`);
  }
  return undefined;
}
