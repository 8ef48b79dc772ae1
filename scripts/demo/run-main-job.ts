import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeApiClient } from './api-client.ts';
import { inChunks } from './in-chunks.ts';
import { checkStorefront, productsOf } from './look-at-store.ts';
import type { MainJobOptions } from './main-job-options.ts';
import { importCatalogue } from './make-batch.ts';
import { makePictures } from './make-pictures.ts';
import { openApp } from './open-app.ts';
import { publishAll } from './publish-all.ts';
import type { Summary } from './summary.ts';
import { undoHalf } from './undo-half.ts';
import { writePictures } from './write-pictures.ts';

/**
 * The main job, unattended: install, import, a packshot and a studio picture of every product, approve, publish, look at the
 * storefront, undo half of the products, look again. Writes pictures, contact sheet and summary to `out`.
 */
export const runMainJob = async (options: MainJobOptions): Promise<Summary> => {
  const { stack, out, say } = options;
  const client = makeApiClient(stack);
  const mismatches: string[] = [];

  say('Installing the app and importing the catalogue');
  await openApp(stack);
  const products = await importCatalogue(client, say);
  const before = productsOf(stack);

  say('Making pictures');
  const { assets, kindOf, refused } = await makePictures(options, client, products);

  say('Writing pictures');
  const written = await writePictures(options, client, products, assets, kindOf);

  say('Approving and publishing');
  const sure = assets.filter((a) => !a.held);
  for (const chunk of inChunks(sure, 200)) {
    await client.post('/reviews', { assetIds: chunk.map((a) => a.id), state: 'approved' });
  }
  const publications = await publishAll(options, client, sure, mismatches);
  const byId = new Map(assets.map((a) => [a.id, a]));
  await checkStorefront(stack, products, publications, byId, mismatches);

  say('Undoing half of the products');
  const { reverted, staying } = await undoHalf(options, client, publications, before, mismatches);
  await checkStorefront(stack, products, staying, byId, mismatches);

  const summary: Summary = {
    version: 1,
    products: products.length,
    assets: written,
    refused,
    published: publications.length,
    reverted,
    mismatches,
  };
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
};
