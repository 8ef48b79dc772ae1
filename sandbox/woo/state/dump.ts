import { stateOf } from '../plugin/gallery.ts';
import type { SiteDump } from '../types.ts';
import type { World } from '../world.ts';

/** Every gallery and every file: two equal dumps, and nobody can tell that anything happened in between. */
export const dumpSite = (world: World): SiteDump => ({
  products: world.state.products.all().map((row) => ({ id: row.id, ...stateOf(world, row) })),
  media: world.state.attachments.all().map((row) => ({
    id: row.id,
    file: row.file,
    alt: row.alt,
    sha256: row.sha256,
    name: row.softboxName,
  })),
});
