import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';

/** Objects in memory. */
export const makeMemoryObjects = (): ObjectStore & { readonly all: Map<string, Uint8Array> } => {
  const all = new Map<string, Uint8Array>();
  return {
    all,
    put: async (key, bytes) => {
      if (!all.has(key)) all.set(key, bytes);
    },
    get: async (key) => {
      const bytes = all.get(key);
      return bytes ? ok(bytes) : err(failure('not-found', 'no such object'));
    },
    has: async (key) => all.has(key),
    delete: async (key) => {
      all.delete(key);
    },
    deleteStore: async (storeId) => {
      for (const key of all.keys()) if (key.startsWith(`stores/${storeId}/`)) all.delete(key);
    },
  };
};
