/** Kinds of objects we keep (`model`: a provider's own bytes, as they came); the kind is the folder, so that retention rules can be set per kind. */
export type ObjectKind = 'source' | 'mask' | 'asset' | 'upload' | 'model';

const HASH = /^[0-9a-f]{64}$/;
const STORE = /^[0-9a-f-]{36}$/;
const EXTENSION = /^[a-z0-9]{2,5}$/;

/** `stores/<store>/<kind>/<ab>/<sha256>.<ext>`: tenant first, so that a store's data can be listed and removed whole. */
export const objectKey = (storeId: string, kind: ObjectKind, sha256: string, extension: string): string => {
  if (!STORE.test(storeId) || !HASH.test(sha256) || !EXTENSION.test(extension)) {
    throw new Error(`not an object key: ${kind} of ${storeId}`);
  }
  return `stores/${storeId}/${kind}/${sha256.slice(0, 2)}/${sha256}.${extension}`;
};
