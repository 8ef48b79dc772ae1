/**
 * Renders the sample catalogue of the sandbox store: photos, true alpha masks and `catalogue.json`.
 *
 *   npx node scripts/catalogue/render.ts [--only handle[,handle]] [--missing] [--json] [--draft DIR]
 *
 *   --only     renders these products' photos and rewrites catalogue.json
 *   --missing  renders only what has no file yet
 *   --json     renders nothing, rewrites catalogue.json
 *   --draft    small and quick, into DIR, without touching the catalogue
 *
 * Needs Node 22, this project's packages (three, sharp, Playwright, Vite) and a Chromium, at /usr/bin/chromium or
 * where CHROMIUM_PATH says. No graphics card: Chromium renders in software, so the whole set takes an hour or two
 * on two cores. The same shots give the same pictures; every random choice is seeded by the photo's name.
 *
 * Where things stand: `products/` what is photographed and how; `page/` the studio inside the browser (shapes,
 * materials, scenes, lamps, camera, mask); `awkward.ts` the pictures that are spoilt on purpose.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { CATALOGUE_DIR, type Catalogue, type CatalogueImage } from '#sandbox/catalogue/catalogue.ts';
import { AWKWARD_NOTES, encodeAwkward, encodeOrdinary } from './awkward.ts';
import { type ProductPlan, type ShotPlan, shotName, toShot } from './product.ts';
import { COLLECTIONS, PRODUCTS } from './products/index.ts';
import { openStudio, type Studio } from './studio.ts';

/** Times the set is drawn for a photo; each time has fourteen lights of its own. */
const PASSES = { plain: 7, cluttered: 8, draft: 3 };
const DRAFT_SIDE = 360;

function extensionOf(plan: ShotPlan): 'jpg' | 'png' {
  return plan.awkward === 'transparent' ? 'png' : 'jpg';
}

function photoFile(product: ProductPlan, index: number, plan: ShotPlan): string {
  return `photos/${shotName(product, index)}.${extensionOf(plan)}`;
}

function maskFile(product: ProductPlan, index: number): string {
  return `masks/${shotName(product, index)}.png`;
}

async function renderShot(
  studio: Studio,
  product: ProductPlan,
  index: number,
  draft?: string,
): Promise<void> {
  const plan = product.shots[index];
  if (!plan) return;
  const full = toShot(product, index);
  const scale = draft ? DRAFT_SIDE / Math.max(full.width, full.height) : 1;
  const shot = { ...full, width: Math.round(full.width * scale), height: Math.round(full.height * scale) };
  const passes = draft ? PASSES.draft : shot.backdrop.kind === 'sweep' ? PASSES.plain : PASSES.cluttered;
  const taken = await studio.take(shot, passes);
  const raw = { ...taken, width: shot.width, height: shot.height };
  if (draft) {
    await writeFile(path.join(draft, `${shot.name}.jpg`), (await encodeOrdinary(raw)).photo);
    return;
  }
  const encoded = plan.awkward ? await encodeAwkward(plan.awkward, raw) : await encodeOrdinary(raw);
  await writeFile(path.join(CATALOGUE_DIR, photoFile(product, index, plan)), encoded.photo);
  await writeFile(path.join(CATALOGUE_DIR, maskFile(product, index)), encoded.mask);
}

async function describeImage(product: ProductPlan, index: number, plan: ShotPlan): Promise<CatalogueImage> {
  const file = photoFile(product, index, plan);
  const { autoOrient } = await sharp(path.join(CATALOGUE_DIR, file)).metadata();
  return {
    file,
    alt: plan.alt,
    mask: maskFile(product, index),
    width: autoOrient.width,
    height: autoOrient.height,
    background:
      plan.awkward === 'transparent' ? 'transparent' : plan.backdrop.kind === 'sweep' ? 'plain' : 'cluttered',
    ...(plan.awkward ? { awkward: AWKWARD_NOTES[plan.awkward] } : {}),
  };
}

async function writeCatalogue(): Promise<void> {
  const catalogue: Catalogue = { products: [], collections: [] };
  const kept = new Set<string>();
  for (const plan of PRODUCTS) {
    const { shots, collections: _collections, variants, ...product } = plan;
    const drawn = shots.map((shot, index) => ({ shot, index, file: photoFile(plan, index, shot) }));
    const present = drawn.filter(({ file }) => existsSync(path.join(CATALOGUE_DIR, file)));
    if (shots.length > 0 && present.length === 0) continue;
    const images = await Promise.all(present.map(({ shot, index }) => describeImage(plan, index, shot)));
    for (const image of images) kept.add(image.file).add(image.mask ?? '');
    catalogue.products.push({
      ...product,
      variants: variants.map(({ shot, ...variant }) => {
        const shown = present.find(({ index }) => index === shot);
        return shown ? { ...variant, imageFile: shown.file } : variant;
      }),
      images,
    });
  }
  const written = new Set(catalogue.products.map((product) => product.handle));
  catalogue.collections = COLLECTIONS.map((collection) => ({
    ...collection,
    products: PRODUCTS.filter(
      (plan) => plan.collections.includes(collection.handle) && written.has(plan.handle),
    ).map((plan) => plan.handle),
  })).filter((collection) => collection.products.length > 0);
  await removeOrphans(kept);
  await writeFile(path.join(CATALOGUE_DIR, 'catalogue.json'), `${JSON.stringify(catalogue, null, 2)}\n`);
}

async function removeOrphans(kept: ReadonlySet<string>): Promise<void> {
  for (const folder of ['photos', 'masks']) {
    for (const file of await readdir(path.join(CATALOGUE_DIR, folder))) {
      if (!kept.has(`${folder}/${file}`)) await rm(path.join(CATALOGUE_DIR, folder, file));
    }
  }
}

interface Planned {
  product: ProductPlan;
  plan: ShotPlan;
  index: number;
}

/** Each product's first photo, then the cluttered ones: a run that is broken off leaves a useful set. */
function turnOf({ plan, index }: Planned): number {
  if (index === 0) return 0;
  return plan.backdrop.kind === 'scene' ? 1 : 2;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      missing: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      draft: { type: 'string' },
    },
  });
  const only = values.only?.split(',');
  for (const folder of ['photos', 'masks'])
    await mkdir(path.join(CATALOGUE_DIR, folder), { recursive: true });
  if (values.draft) await mkdir(values.draft, { recursive: true });
  const wanted = ({ product, plan, index }: Planned) =>
    !values.json &&
    (!only || only.includes(product.handle) || only.includes(shotName(product, index))) &&
    (!values.missing || !existsSync(path.join(CATALOGUE_DIR, photoFile(product, index, plan))));
  const chosen = PRODUCTS.flatMap((product) => product.shots.map((plan, index) => ({ product, plan, index })))
    .filter(wanted)
    .sort((one, other) => turnOf(one) - turnOf(other));
  if (chosen.length > 0) {
    const studio = await openStudio({ chromium: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' });
    try {
      for (const { product, index } of chosen) {
        const started = performance.now();
        await renderShot(studio, product, index, values.draft);
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        console.log(`${shotName(product, index)} ${seconds} s`);
      }
    } finally {
      await studio.close();
    }
  }
  if (!values.draft) await writeCatalogue();
}

await main();
