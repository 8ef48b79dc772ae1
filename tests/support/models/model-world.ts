import { newId } from '#app/adapters/node/new-id.ts';
import { ok } from '#app/domain/result.ts';
import type { SourceFetcher } from '#app/ports/source-fetcher.ts';
import { type SandboxClaude, startSandboxClaude } from '#sandbox/claude/start.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { kitchen, productPhoto } from '#tests/support/provider-stand-ins.ts';
import { withDatabase } from '../database.ts';
import { type ModelRunOptions, makeModelRun } from './model-run.ts';

/** A scene of a small frame and the smallest plate: fast, and the same work as a large one. */
export const SMALL_SCENE = {
  kind: 'scene',
  scene: kitchen,
  modelSize: '512',
  frame: { aspect: '1:1', size: 400 },
} as const;
/** A redraw of a small frame, with a second look. */
export const SMALL_REDRAW = {
  kind: 'redraw',
  scene: { ...kitchen, props: [] },
  model: 'gemini/gemini-3.1-flash-image',
  modelSize: '512',
  references: 2,
  frame: { aspect: '1:1', size: 500 },
} as const;

const DOLLARS = 1_000_000n;

/** Photos of one product: a red box on white, from wherever they are asked for. */
const makePhotos = async (): Promise<SourceFetcher> => {
  const photo = new Uint8Array(await productPhoto());
  return { fetch: async (url) => ok({ bytes: photo, contentType: 'image/jpeg', url }) };
};

export interface ModelWorld {
  readonly gemini: SandboxGemini;
  readonly claude: SandboxClaude;
}

/** A database of its own and the stand-ins of both providers. Close it, and the stand-ins and the database are gone. */
export const startModelWorld = async () => {
  const [db, gemini, claude, photos] = await Promise.all([
    withDatabase({ poolSize: 8 }),
    startSandboxGemini(),
    startSandboxClaude(),
    makePhotos(),
  ]);
  /** A worker of this world. */
  const run = (options: Partial<Omit<ModelRunOptions, 'origins'>> = {}) =>
    makeModelRun(db.database, {
      photos,
      ...options,
      origins: { gemini: gemini.origin, claude: claude.origin },
    });
  return {
    db,
    gemini,
    claude,
    photos,
    run,
    /** Products of two photos each in a store with money, and a batch of them by this recipe. */
    order: async (
      worker: ReturnType<typeof run>,
      recipe: unknown,
      options: { readonly products?: number; readonly grant?: bigint; readonly canWait?: boolean } = {},
    ) => {
      const { products = 1, grant = 100n * DOLLARS, canWait = false } = options;
      const { storeId, productIds } = await makeTestStore(db.database, products);
      await db.database.prisma.productImage.createMany({
        data: productIds.map((productId, i) => ({
          id: newId(),
          storeId,
          productId,
          externalId: `gid://shopify/MediaImage/side-${i}`,
          position: 1,
          url: `https://photos.example/${i}-side.jpg`,
        })),
      });
      await worker.grant(storeId, grant);
      const selection = { kind: 'products', productIds, images: 'main' } as const;
      const submitted = await worker.submit(storeId, { recipe, selection, canWait, actor: 'tester' });
      if (!submitted.ok) throw new Error(submitted.error.message);
      const jobs = (await worker.imageJobs.list(storeId, {}, { limit: 250 })).items;
      const prices = await db.database.prisma.imageJob.findMany({
        where: { storeId },
        select: { price: true },
      });
      const batchId = submitted.value.batch.id;
      return {
        storeId,
        batchId,
        productIds,
        jobIds: jobs.map((job) => job.id),
        price: prices[0]?.price ?? 0n,
        grant,
      };
    },
    close: async () => {
      await Promise.all([gemini.close(), claude.close()]);
      await db.close();
    },
  };
};
