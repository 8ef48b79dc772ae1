import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedWooSite, RunningWooSite } from '#scripts/stack/woo-site.ts';
import { prepareScreens } from '#scripts/woo/prepare-screens.ts';

const photo = async (filename: string) => ({
  bytes: await readFile(join('sandbox/catalogue/photos', filename)),
  filename,
  alt: `${filename}, as the shop has it`,
});

/** A title that would run, if anything put it into a page as it stands. */
const HOSTILE_TITLE = 'Bowl <img src=x onerror="window.softboxWasHere=1">';

/**
 * The site of the browser journey: the plugin is there and not yet switched on; a variable product with a gallery, one with a
 * hostile title, one without a photo. Its screens are the plugin's real ones, built if they are not.
 */
export const startJourneySite = async (plan: PlannedWooSite, webUrl: string): Promise<RunningWooSite> => {
  const screens = await prepareScreens({ quiet: false }).done;
  if (screens.state === 'failed') throw new Error(screens.problem);
  const site = await plan.start(webUrl, { seed: false, plugin: 'inactive' });
  const { owner } = site.sandbox;
  await owner.createProduct({
    name: 'Stoneware mug',
    slug: 'stoneware-mug',
    categories: ['Kitchen'],
    images: [await photo('stoneware-mug-1.jpg'), await photo('stoneware-mug-2.jpg')],
    variations: [
      { attributes: [{ name: 'Glaze', option: 'Sand' }], imageFile: 'stoneware-mug-2.jpg' },
      { attributes: [{ name: 'Glaze', option: 'Ink' }] },
    ],
  });
  await owner.createProduct({
    name: HOSTILE_TITLE,
    slug: 'speckled-bowl',
    images: [await photo('speckled-bowl-1.jpg')],
  });
  await owner.createProduct({ name: 'Plate without a photo', slug: 'no-photo' });
  return site;
};
