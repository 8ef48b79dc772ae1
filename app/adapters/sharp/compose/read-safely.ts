import { failure } from '#app/domain/failure.ts';
import type { SourceFacts } from '#app/domain/imaging/source-image.ts';
import { err, type Result } from '#app/domain/result.ts';
import type { ImageInspector } from '#app/ports/imaging.ts';

/** What a picture is to the one who gave it; failures name it so. */
export type PictureName = 'plate' | 'drawn picture' | 'edited picture' | 'picture to edit';

const SENTENCE = {
  plate: "The model's picture of the empty place cannot be read.",
  'drawn picture': 'The picture that the model drew cannot be read.',
  'edited picture': "The model's edited picture cannot be read.",
  'picture to edit': 'The picture to be edited cannot be read.',
} as const satisfies Record<PictureName, string>;

/** One failure for everything that can be wrong with such a picture: its own kind is kept in `details.reason`. */
export const unreadable = (picture: PictureName, reason: string) =>
  failure('image-corrupt', SENTENCE[picture], { details: { picture, reason } });

/**
 * A model's bytes are as little to be trusted as anybody's: container, size and every byte of the data are checked as a
 * merchant's upload is, before a pixel of it takes memory.
 */
export const inspectPicture = async (
  inspector: ImageInspector,
  bytes: Uint8Array,
  picture: PictureName,
): Promise<Result<SourceFacts>> => {
  const facts = await inspector.inspect(bytes);
  return facts.ok ? facts : err(unreadable(picture, facts.error.kind));
};
