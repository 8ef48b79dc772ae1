import { parseGid } from '../gid.ts';
import { sha256 } from '../state/blobs.ts';
import type { MetafieldRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { touchProduct } from './gallery.ts';
import { MAX_METAFIELDS_PER_CALL } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

export type MetafieldInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  /** Absent: write whatever is there. null: only if there is none. */
  compareDigest?: string | null;
};

/** Opaque to callers: any change of the metafield changes it. */
export function compareDigest(metafield: MetafieldRecord): string {
  return sha256(JSON.stringify([metafield.id, metafield.type, metafield.value, metafield.updatedAt]));
}

/** The namespace an app owns: `$app` and `$app:x` stand for it. https://shopify.dev/docs/apps/build/custom-data/ownership */
export function resolveNamespace(namespace: string | null | undefined, clientId: string): string {
  if (namespace == null) return `app--${clientId}`;
  if (namespace === '$app' || namespace.startsWith('$app:')) {
    const rest = namespace.slice('$app'.length).replace(/^:/, '');
    return rest ? `app--${clientId}--${rest}` : `app--${clientId}`;
  }
  return namespace;
}

export function findMetafield(
  shop: ShopState,
  ownerId: string,
  namespace: string,
  key: string,
): MetafieldRecord | undefined {
  return shop.metafields
    .all()
    .find((row) => row.ownerId === ownerId && row.namespace === namespace && row.key === key);
}

/**
 * `metafieldsSet`: 25 a call, all or none, with compare-and-set. Too many answer null, other errors an empty list.
 * Sources: description of the mutation in the schema; captures metafields-set-over-limit-parity,
 * metafields-set-stale-digest-parity, metafields-set-input-validation, metafields-set-owner-existence-atomicity.
 */
export function setMetafields(
  world: World,
  shop: ShopState,
  inputs: MetafieldInput[],
): { metafields: MetafieldRecord[] | null; errors: UserError[] } {
  if (inputs.length > MAX_METAFIELDS_PER_CALL) {
    const message = 'Exceeded the maximum metafields input limit of 25.';
    return { metafields: null, errors: [userError(['metafields'], message, 'LESS_THAN_OR_EQUAL_TO')] };
  }
  const errors = inputs.flatMap((input, index) => checkInput(world, shop, input, String(index)) ?? []);
  if (errors.length > 0) return { metafields: [], errors };
  const written = inputs.map((input) => write(world, shop, input));
  for (const owner of new Set(inputs.map((input) => input.ownerId))) touchOwner(world, shop, owner);
  return { metafields: written, errors: [] };
}

/** `metafieldsDelete`: null where there was none. Source: description of the mutation in the schema. */
export function deleteMetafields(
  world: World,
  shop: ShopState,
  inputs: { ownerId: string; namespace: string; key: string }[],
): ({ ownerId: string; namespace: string; key: string } | null)[] {
  return inputs.map((input) => {
    const namespace = resolveNamespace(input.namespace, world.app.clientId);
    const found = findMetafield(shop, input.ownerId, namespace, input.key);
    if (!found) return null;
    shop.metafields.remove(found.id);
    touchOwner(world, shop, input.ownerId);
    return { ownerId: input.ownerId, namespace, key: input.key };
  });
}

function write(world: World, shop: ShopState, input: MetafieldInput): MetafieldRecord {
  const now = world.clock.now();
  const namespace = resolveNamespace(input.namespace, world.app.clientId);
  const before = findMetafield(shop, input.ownerId, namespace, input.key);
  const row: MetafieldRecord = {
    id: before?.id ?? shop.nextId(),
    ownerId: input.ownerId,
    namespace,
    key: input.key,
    type: input.type ?? before?.type ?? '',
    value: input.value,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  shop.metafields.put(row);
  return row;
}

/** Assumption (docs/sandbox-assumptions.md): a metafield's change is a change of its product. */
function touchOwner(world: World, shop: ShopState, ownerId: string): void {
  const owner = parseGid(ownerId);
  if (owner?.type === 'Product') touchProduct(world, shop, Number(owner.id));
  if (owner?.type === 'ProductVariant') {
    const variant = shop.variants.get(Number(owner.id));
    if (variant) touchProduct(world, shop, variant.productId);
  }
}

function ownerExists(shop: ShopState, ownerId: string): boolean {
  const owner = parseGid(ownerId);
  switch (owner?.type) {
    case 'Product':
      return shop.products.get(Number(owner.id)) !== undefined;
    case 'ProductVariant':
      return shop.variants.get(Number(owner.id)) !== undefined;
    case 'Collection':
      return shop.collections.get(Number(owner.id)) !== undefined;
    case 'Shop':
      return shop.record.id === Number(owner.id);
    case 'AppInstallation':
      return shop.installations.get(Number(owner.id)) !== undefined;
    default:
      return false;
  }
}

function checkInput(
  world: World,
  shop: ShopState,
  input: MetafieldInput,
  index: string,
): UserError | undefined {
  const at = (...names: string[]) => ['metafields', index, ...names];
  const namespace = resolveNamespace(input.namespace, world.app.clientId);
  if (namespace.length < 3) {
    return userError(at('namespace'), 'Namespace is too short (minimum is 3 characters)', 'TOO_SHORT');
  }
  if (namespace.length > 255) {
    return userError(at('namespace'), 'Namespace is too long (maximum is 255 characters)', 'TOO_LONG');
  }
  if (input.key.length < 2)
    return userError(at('key'), 'Key is too short (minimum is 2 characters)', 'TOO_SHORT');
  if (input.key.length > 64)
    return userError(at('key'), 'Key is too long (maximum is 64 characters)', 'TOO_LONG');
  if (!ownerExists(shop, input.ownerId))
    return userError(at('ownerId'), 'Owner does not exist.', 'INVALID_VALUE');
  const before = findMetafield(shop, input.ownerId, namespace, input.key);
  const type = input.type ?? before?.type;
  if (!type) return userError(at('type'), "Type can't be blank", 'BLANK');
  const wrong = checkValue(type, input.value);
  if (wrong) return userError(at('value'), wrong, 'INVALID_VALUE');
  return checkDigest(input, before, at());
}

function checkDigest(
  input: MetafieldInput,
  before: MetafieldRecord | undefined,
  field: string[],
): UserError | undefined {
  if (input.compareDigest === undefined) return undefined;
  const present = before ? compareDigest(before) : null;
  if (input.compareDigest === present) return undefined;
  if (input.compareDigest !== null && !/^[0-9a-f]{64}$/.test(input.compareDigest)) {
    return userError(field, 'Invalid `compareDigest` value.', 'INVALID_COMPARE_DIGEST');
  }
  const message =
    'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
  return userError(field, message, 'STALE_OBJECT');
}

/** The types an app of ours writes; others are taken as they are (assumption). */
function checkValue(type: string, value: string): string | undefined {
  if (value === '') return "Value can't be blank.";
  switch (type) {
    case 'single_line_text_field':
      return value.includes('\n') ? 'Value must be a single line text string.' : undefined;
    case 'number_integer':
      return /^-?\d+$/.test(value) ? undefined : 'Value must be an integer.';
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'Value must be true or false.';
    case 'url':
      return URL.canParse(value) ? undefined : 'Value must be a valid link.';
    case 'json':
      try {
        JSON.parse(value);
        return undefined;
      } catch (error) {
        return `Value is invalid JSON: ${error instanceof Error ? error.message : 'unreadable'}.`;
      }
    default:
      return undefined;
  }
}
