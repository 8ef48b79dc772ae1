import type { Result } from '../../domain/result.ts';
import type { SceneDescription } from '../../domain/scene/scene-description.ts';
import type { Attribution, InspirationLibrary } from '../inspiration-library.ts';
import type { Page, PageRequest } from './page.ts';

/** Where a picture came from. One picture of a store is one row, however often it is used. */
export type InspirationSource =
  /** sha256 (hex) of the file as it was sent. */
  | { readonly kind: 'upload'; readonly hash: string }
  | {
      readonly kind: 'library';
      readonly library: InspirationLibrary['kind'];
      /** The library's own id. */
      readonly pictureId: string;
    };

/** A picture that a place was read from. */
export interface Inspiration {
  readonly id: string;
  readonly source: InspirationSource;
  /** Hotlinked; null for an upload. */
  readonly previewUrl: string | null;
  /** Null for an upload. */
  readonly attribution: Attribution | null;
  /** Null for what a library shows. */
  readonly objectKey: string | null;
  readonly width: number;
  readonly height: number;
  /** As it is now, and as it was read. To be parsed again (`sceneDescriptionSchema`): an older version may have written it. */
  readonly description: unknown;
  readonly asRead: unknown;
  /** "provider/model" that read it. */
  readonly model: string;
  /** True when a stand-in read it. */
  readonly placeholder: boolean;
  /** 1 as read, one more with each edit. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type NewInspiration = Omit<
  Inspiration,
  'description' | 'asRead' | 'version' | 'createdAt' | 'updatedAt'
> & {
  readonly description: SceneDescription;
  readonly now: Date;
};

export interface Inspirations {
  /** Keeps it; where the store has one of the same source already, that one is answered and nothing is changed. */
  create(storeId: string, inspiration: NewInspiration): Promise<Inspiration>;
  get(storeId: string, id: string): Promise<Inspiration | null>;
  findBySource(storeId: string, source: InspirationSource): Promise<Inspiration | null>;
  /** Newest first. */
  list(storeId: string, page: PageRequest): Promise<Page<Inspiration>>;
  /** Another description in place of version `version`. Failures: not-found; conflict, when that is not the newest. */
  edit(
    storeId: string,
    id: string,
    change: { readonly description: SceneDescription; readonly version: number; readonly now: Date },
  ): Promise<Result<Inspiration>>;
}
