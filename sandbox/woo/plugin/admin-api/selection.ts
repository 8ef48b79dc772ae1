import type { RestRequest } from '../../rest/request.ts';
import type { World } from '../../world.ts';
import { changePlugin, pluginRow } from '../row.ts';
import { callSoftbox, isGood, jsonOf, problemOf } from '../softbox-client.ts';
import { lookUpArguments, readArguments } from './arguments.ts';

const KEPT_MS = 3_600_000;
const ASKED_AT_ONCE = 100;

/** Keeps what was chosen in the product list, for the create screen. */
export function keepChosen(world: World, userId: number, productIds: number[]): void {
  changePlugin(world, { chosen: { userId, productIds, at: world.clock.now() } });
}

export function chosenOf(world: World, userId: number): number[] {
  const { chosen } = pluginRow(world);
  return chosen?.userId === userId && world.clock.now() - chosen.at < KEPT_MS ? chosen.productIds : [];
}

/** What Softbox calls these products; those it does not know yet are in `missing`. */
export async function lookUp(world: World, request: RestRequest) {
  const ids = [...new Set(readArguments(request, lookUpArguments).productIds)];
  const products: { externalId: string }[] = [];
  for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
    const chunk = ids.slice(at, at + ASKED_AT_ONCE).join(',');
    const query = new URLSearchParams({ externalIds: chunk, limit: String(ASKED_AT_ONCE) });
    const answer = await callSoftbox(world, { method: 'GET', path: '/products', query });
    const items = isGood(answer) ? jsonOf(answer)?.items : null;
    if (!Array.isArray(items)) throw problemOf(answer);
    products.push(...(items as { externalId: string }[]));
  }
  const known = new Set(products.map((product) => Number(product.externalId)));
  return { products, missing: ids.filter((id) => !known.has(id)) };
}
