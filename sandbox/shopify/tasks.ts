import type { AdminApi } from './graphql/admin-api.ts';
import { runBulkQuery } from './graphql/bulk-result.ts';
import { reorderNow } from './rules/gallery.ts';
import { finishFile, startFile } from './rules/process-file.ts';
import type { TaskHandlers } from './scheduler.ts';
import type { ShopState, TaskRecord } from './state/types.ts';
import { deliver } from './webhooks/emit.ts';
import type { World } from './world.ts';

/** What each kind of scheduled task does. */
export function makeTaskHandlers(world: World, api: AdminApi, live: boolean): TaskHandlers {
  return {
    // Webhooks wait for the app, which may be calling us meanwhile; pictures may wait for a slow source. On a clock
    // that tests move, pictures are waited for, so that the request after the move sees them done.
    isSlow: (task) => task.kind === 'deliver-webhook' || (live && task.kind === 'finish-processing'),
    run: (shop, task) => runTask(world, api, shop, task),
  };
}

async function runTask(world: World, api: AdminApi, shop: ShopState, task: TaskRecord): Promise<void> {
  switch (task.kind) {
    case 'start-processing':
      return startFile(shop, task);
    case 'finish-processing':
      return finishFile(world, shop, task);
    case 'reorder-media': {
      reorderNow(world, shop, task.productId, task.moves);
      const job = shop.jobs.get(task.jobId);
      if (job) shop.jobs.put({ ...job, done: true });
      return;
    }
    case 'deliver-webhook':
      return deliver(world, shop, task.deliveryId);
    case 'run-bulk-query':
      return runBulkQuery(world, api, shop, task.operationId);
  }
}
