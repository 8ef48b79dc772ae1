import type { Rgb } from './colour.ts';
import type { Backdrop, Prop, Surface } from './plate-scene.ts';

/** Materials of the ground by the words for them; the first that is named. */
export const SURFACES: readonly [Surface, RegExp][] = [
  ['wood', /\b(wood|wooden|oak|walnut|timber|plank|parquet|bamboo|teak|pine|birch|ash|floorboards)\b/i],
  ['terrazzo', /\b(terrazzo)\b/i],
  ['stone', /\b(marble|stone|granite|slate|travertine|limestone|countertop|rock)\b/i],
  ['fabric', /\b(linen|fabric|cloth|textile|bed|blanket|velvet|silk|satin|rug|carpet|sofa)\b/i],
  ['concrete', /\b(concrete|cement|plaster|microcement|asphalt|rubber)\b/i],
  ['tiles', /\b(tile|tiles|tiled|bathroom|ceramic floor)\b/i],
  ['sand', /\b(sand|beach|dune|desert)\b/i],
  ['grass', /\b(grass|lawn|meadow|garden|moss)\b/i],
  ['snow', /\b(snow|snowy|frost|ice)\b/i],
];

/** Where the palette names no second colour. */
export const SURFACE_COLOUR: Readonly<Record<Surface, Rgb>> = {
  wood: [172, 128, 86],
  stone: [226, 224, 220],
  terrazzo: [228, 222, 214],
  fabric: [214, 204, 188],
  concrete: [164, 162, 158],
  tiles: [218, 224, 224],
  sand: [216, 194, 156],
  grass: [104, 136, 76],
  snow: [236, 240, 246],
  plain: [210, 204, 196],
};

export const PROPS: readonly [Prop, RegExp][] = [
  [
    'plant',
    /\b(plants?|leaf|leaves|foliage|branch(es)?|eucalyptus|fern|palm|flowers?|herbs?|greenery|sprig|fir)\b/i,
  ],
  ['books', /\b(books?|magazines?|notebooks?)\b/i],
  ['vase', /\b(vases?|jug|pitcher|pottery)\b/i],
  ['lamp', /\b(lamps?|lantern)\b/i],
  ['cup', /\b(cups?|mugs?|coffee|tea)\b/i],
  ['bowl', /\b(bowls?|dish|plate of)\b/i],
  ['candle', /\b(candles?)\b/i],
  ['fruit', /\b(fruits?|lemons?|oranges?|apples?|berries|pumpkins?)\b/i],
  ['cloth', /\b(napkin|towels?|throw|tea towel|blanket|cloth)\b/i],
  ['box', /\b(gifts?|presents?|box(es)?|parcel|blocks)\b/i],
  ['basket', /\b(baskets?)\b/i],
  ['pebbles', /\b(pebbles?|stones|shells?)\b/i],
];

/** The first that the setting names; the ones that are only out of doors stand first. */
export const BACKDROPS: readonly [Backdrop, RegExp][] = [
  ['sea', /\b(beach|sea|ocean|lake|coast)\b/i],
  ['trees', /\b(forest|trees?|woods|park|meadow|garden|orchard)\b/i],
  ['hills', /\b(mountains?|ridges?|valley|hills?|dunes?|desert)\b/i],
  ['lights', /\b(neon|bar|fairy lights|points of light|night|market|christmas|festive|garland|party)\b/i],
  ['drape', /\b(silk|satin|curtains?|drapes?|velvet)\b/i],
  ['tiles', /\b(tiled?|tiles)\b/i],
  ['shelves', /\b(shel(f|ves)|pantry|library|shed|workshop|rows of)\b/i],
  ['room', /\b(kitchen|living room|bedroom|bathroom|nursery|study|office|room|loft|hotel|caf[eé])\b/i],
];
