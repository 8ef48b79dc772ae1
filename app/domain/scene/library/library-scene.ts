import type { SceneDescription } from '../scene-description.ts';

/** Trades a scene suits. */
export const VERTICALS = [
  'beauty',
  'food',
  'fashion',
  'home',
  'electronics',
  'jewellery',
  'kids',
  'sports',
  'pets',
  'stationery',
  'garden',
] as const;
export type Vertical = (typeof VERTICALS)[number];

export const VERTICAL_NAMES = {
  beauty: 'Beauty',
  food: 'Food & drink',
  fashion: 'Fashion & accessories',
  home: 'Home & furniture',
  electronics: 'Electronics',
  jewellery: 'Jewellery & watches',
  kids: 'Kids & toys',
  sports: 'Sports & outdoor',
  pets: 'Pets',
  stationery: 'Books & stationery',
  garden: 'Plants & garden',
} as const satisfies Record<Vertical, string>;

/** Times of the year at which a scene is wanted. */
export const SEASONS = [
  'spring',
  'summer',
  'autumn',
  'winter-holidays',
  'valentines',
  'back-to-school',
  'lunar-new-year',
] as const;
export type Season = (typeof SEASONS)[number];

export const SEASON_NAMES = {
  spring: 'Spring',
  summer: 'Summer',
  autumn: 'Autumn',
  'winter-holidays': 'Winter holidays',
  valentines: "Valentine's Day",
  'back-to-school': 'Back to school',
  'lunar-new-year': 'Lunar New Year',
} as const satisfies Record<Season, string>;

/** A place that comes with Softbox. Its thumbnail is `public/scenes/<id>.webp` (scripts/scenes/render-thumbnails.ts). */
export interface LibraryScene {
  /** A slug; never given to another scene. */
  readonly id: string;
  readonly name: string;
  readonly verticals: readonly Vertical[];
  /** Null: all year. */
  readonly season: Season | null;
  /** One line for the merchant. */
  readonly line: string;
  readonly scene: SceneDescription;
}

/** Where the web app serves a scene's thumbnail. */
export const thumbnailPath = (id: string): string => `/scenes/${id}.webp`;
