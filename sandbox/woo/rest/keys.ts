import { randomBytes } from 'node:crypto';
import { keyHash } from '../http/authenticate.ts';
import type { KeyRow } from '../state/types.ts';
import type { World } from '../world.ts';

export type NewKey = { id: number; key: string; secret: string };

/** Makes a WooCommerce REST key; only its hash is kept. */
export function createKey(world: World, permissions: KeyRow['permissions'], description: string): NewKey {
  const key = `ck_${randomBytes(20).toString('hex')}`;
  const secret = `cs_${randomBytes(20).toString('hex')}`;
  const id = world.state.nextId();
  world.state.keys.put({
    id,
    userId: 1,
    description,
    permissions,
    keyHash: keyHash(key),
    secret,
    nonces: {},
  });
  return { id, key, secret };
}
