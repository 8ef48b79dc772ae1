import { randomUUID } from 'node:crypto';
import { VERSIONS } from '../rest/site.ts';
import type { PluginRow } from '../state/types.ts';
import type { World } from '../world.ts';

/** The plugin's options; made when it is activated, or when they are first asked for. */
export function pluginRow(world: World): PluginRow {
  const row = world.state.plugin.get(1);
  if (row) return row;
  const made: PluginRow = {
    id: 1,
    siteId: randomUUID(),
    version: VERSIONS.plugin,
    pending: null,
    code: null,
    connection: null,
    keyIds: [],
    settings: null,
    chosen: null,
  };
  world.state.plugin.put(made);
  return made;
}

export const changePlugin = (world: World, change: Partial<Omit<PluginRow, 'id'>>): void =>
  world.state.plugin.put({ ...pluginRow(world), ...change });
