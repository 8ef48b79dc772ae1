import type { ProductAnalysis } from '../product-analysis.ts';
import { type LibraryScene, type Season, VERTICALS, type Vertical } from './library-scene.ts';
import { OUTDOORS } from './outdoors.ts';
import { ROOMS } from './rooms.ts';
import { SEASONAL } from './seasons.ts';
import { STUDIOS } from './studios.ts';

/** All scenes that come with Softbox, in the order in which they are shown. */
export const SCENE_LIBRARY: readonly LibraryScene[] = [...ROOMS, ...STUDIOS, ...OUTDOORS, ...SEASONAL];

export const findScene = (id: string): LibraryScene | null =>
  SCENE_LIBRARY.find((scene) => scene.id === id) ?? null;

/** Those that suit; null means "any". */
export const scenesFor = (wish: {
  readonly vertical: Vertical | null;
  readonly season: Season | null;
}): readonly LibraryScene[] =>
  SCENE_LIBRARY.filter(
    ({ verticals, season }) =>
      (wish.vertical === null || verticals.includes(wish.vertical)) &&
      (wish.season === null || season === wish.season),
  );

/** Words of a product that speak for a trade, whole words in English; anything else speaks for none. */
const WORDS_OF = {
  beauty:
    'beauty cosmetics skin skincare serum cream balm soap shampoo perfume parfum fragrance lipstick lotion wash',
  food: 'food drink tea coffee honey jam oil wine chocolate spice sauce snack bottle barware glassware carafe shaker kettle teapot',
  fashion: 'fashion shirt dress shoe shoes sneaker bag bags tote backpack hat scarf belt sunglasses wallet',
  home: 'home furniture chair table lamp lamps vase vases candle candles bowl bowls mug mugs plate plates rug cushion clock clocks blanket',
  electronics:
    'electronics headphones speaker speakers phone charger camera keyboard mouse cable tablet laptop',
  jewellery: 'jewellery jewelry ring necklace bracelet earrings watch watches pendant brooch',
  kids: 'kids toy toys baby game games puzzle doll blocks locomotive',
  sports: 'sport sports outdoor running fitness yoga tent hiking bike ball climbing',
  pets: 'pet pets dog cat leash collar kennel',
  stationery: 'book books notebook pen pencil stationery planner paper card cards',
  garden: 'plant plants garden seeds pot flower flowers',
} as const satisfies Record<Vertical, string>;

const wordsIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter(Boolean),
  );

/**
 * The trades that a product's own words speak for, the most likely first; none when nothing does. The analysis counts where there
 * is one, beside title and type.
 */
export const verticalsOf = (
  product: { readonly title: string; readonly productType: string },
  analysis: ProductAnalysis | null,
): readonly Vertical[] => {
  const said = wordsIn([product.title, product.productType, analysis?.what ?? ''].join(' '));
  return VERTICALS.map((vertical) => ({
    vertical,
    hits: WORDS_OF[vertical].split(' ').filter((word) => said.has(word)).length,
  }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ vertical }) => vertical);
};
