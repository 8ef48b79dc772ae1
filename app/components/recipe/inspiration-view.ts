import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import type { AttributionView } from './attribution-line.tsx';

/** A picture of the library, as a search answers it. */
export interface LibraryPicture {
  readonly id: string;
  readonly description: string;
  readonly previewUrl: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string | null;
  readonly attribution: AttributionView;
}

export interface PictureSearch {
  readonly pictures: readonly LibraryPicture[];
  readonly total: number;
  readonly nextPage: number | null;
}

/** A picture that was read, as the server answers it. */
export interface InspirationView {
  readonly id: string;
  /** Hotlinked; null for an upload. */
  readonly previewUrl: string | null;
  readonly attribution: AttributionView | null;
  readonly description: SceneDescription | null;
  readonly placeholder: boolean;
  readonly version: number;
}
