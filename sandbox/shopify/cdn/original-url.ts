import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FileRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';

/** "valid only for a short period" (schema, `MediaImageOriginalSource.url`); how short is an assumption. */
export const ORIGINAL_LIFETIME_MS = 10 * 60_000;

/** A signed address of the bytes as they were uploaded, good for a few minutes. */
export function originalUrl(world: World, shop: ShopState, file: FileRecord): string {
  const expires = world.clock.now() + ORIGINAL_LIFETIME_MS;
  const key = `${shop.record.domain}/${file.id}`;
  return `${world.origin()}/originals/${key}?expires=${expires}&signature=${sign(world, key, expires)}`;
}

/** Whether an address was made by us, for this file, and has not run out. */
export function isOriginalUrlGood(world: World, key: string, expires: string, signature: string): boolean {
  const until = Number(expires);
  if (!Number.isSafeInteger(until) || until < world.clock.now()) return false;
  const wanted = Buffer.from(sign(world, key, until));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function sign(world: World, key: string, expires: number): string {
  return createHmac('sha256', world.app.clientSecret).update(`original ${key} ${expires}`).digest('hex');
}
