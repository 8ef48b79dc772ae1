import { __ } from '@wordpress/i18n';
import type { LibraryScene, Scene } from '../api/types.ts';

type Vertical = LibraryScene['verticals'][number];
type Season = NonNullable<LibraryScene['season']>;

export const verticalTexts = (): Readonly<Record<Vertical, string>> => ({
  beauty: __('Beauty', 'softbox-product-photos'),
  food: __('Food & drink', 'softbox-product-photos'),
  fashion: __('Fashion & accessories', 'softbox-product-photos'),
  home: __('Home & furniture', 'softbox-product-photos'),
  electronics: __('Electronics', 'softbox-product-photos'),
  jewellery: __('Jewellery & watches', 'softbox-product-photos'),
  kids: __('Kids & toys', 'softbox-product-photos'),
  sports: __('Sports & outdoor', 'softbox-product-photos'),
  pets: __('Pets', 'softbox-product-photos'),
  stationery: __('Books & stationery', 'softbox-product-photos'),
  garden: __('Plants & garden', 'softbox-product-photos'),
});

export const seasonTexts = (): Readonly<Record<Season, string>> => ({
  spring: __('Spring', 'softbox-product-photos'),
  summer: __('Summer', 'softbox-product-photos'),
  autumn: __('Autumn', 'softbox-product-photos'),
  'winter-holidays': __('Winter holidays', 'softbox-product-photos'),
  valentines: __("Valentine's Day", 'softbox-product-photos'),
  'back-to-school': __('Back to school', 'softbox-product-photos'),
  'lunar-new-year': __('Lunar New Year', 'softbox-product-photos'),
});

export const directionTexts = (): Readonly<Record<Scene['light']['direction'], string>> => ({
  left: __('the left', 'softbox-product-photos'),
  'front-left': __('the front left', 'softbox-product-photos'),
  front: __('the front', 'softbox-product-photos'),
  'front-right': __('the front right', 'softbox-product-photos'),
  right: __('the right', 'softbox-product-photos'),
  'back-left': __('the back left', 'softbox-product-photos'),
  back: __('the back', 'softbox-product-photos'),
  'back-right': __('the back right', 'softbox-product-photos'),
  top: __('above', 'softbox-product-photos'),
});

export const qualityTexts = (): Readonly<Record<Scene['light']['quality'], string>> => ({
  soft: __('soft', 'softbox-product-photos'),
  hard: __('hard', 'softbox-product-photos'),
  diffuse: __('diffuse', 'softbox-product-photos'),
});

export const temperatureTexts = (): Readonly<Record<Scene['light']['temperature'], string>> => ({
  warm: __('warm', 'softbox-product-photos'),
  neutral: __('neutral', 'softbox-product-photos'),
  cool: __('cool', 'softbox-product-photos'),
});

export const heightTexts = (): Readonly<Record<Scene['camera']['height'], string>> => ({
  low: __('low, near the surface', 'softbox-product-photos'),
  table: __('table height', 'softbox-product-photos'),
  eye: __('eye level, standing', 'softbox-product-photos'),
  high: __('high, looking down', 'softbox-product-photos'),
  overhead: __('straight from above', 'softbox-product-photos'),
});

export const distanceTexts = (): Readonly<Record<Scene['camera']['distance'], string>> => ({
  close: __('close', 'softbox-product-photos'),
  medium: __('medium', 'softbox-product-photos'),
  wide: __('wide', 'softbox-product-photos'),
});
