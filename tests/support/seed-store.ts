import type { Db } from '#app/adapters/prisma/client.ts';
import { seedCatalogue } from './seed-store/catalogue.ts';
import { seedJobs } from './seed-store/jobs.ts';
import { seedPictures } from './seed-store/pictures.ts';
import { seedRest } from './seed-store/rest.ts';
import { identify, type SeededStore } from './seed-store/seeded-store.ts';

export type { SeededStore } from './seed-store/seeded-store.ts';

/** A store with at least one row in every table of a tenant; `marker` (letters and digits) is unique among the stores. */
export const seedStore = async (db: Db, marker: string): Promise<SeededStore> => {
  const store = identify(marker);
  await seedCatalogue(db, store);
  await seedJobs(db, store);
  await seedPictures(db, store);
  await seedRest(db, store);
  return store;
};
