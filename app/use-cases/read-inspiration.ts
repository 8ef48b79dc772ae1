import type { SourceType } from '../domain/imaging/source-image.ts';
import { objectKey } from '../domain/object-key.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { ok, type Result } from '../domain/result.ts';
import {
  SCENE_ANSWER_TOKENS,
  SCENE_INSTRUCTIONS,
  sceneAnswerSchema,
  withoutSubject,
} from '../domain/scene/describe-scene.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { ImageInspector } from '../ports/imaging.ts';
import type { InspirationLibrary, InspirationPicture } from '../ports/inspiration-library.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Inspiration, InspirationSource, Inspirations } from '../ports/repositories/inspirations.ts';
import type { Thumbnailer } from '../ports/thumbnailer.ts';
import type { AskFreeQuestion } from './ask-free-question.ts';

export interface ReadInspirationDeps {
  readonly inspirations: Pick<Inspirations, 'create' | 'findBySource'>;
  readonly inspirationLibrary: InspirationLibrary;
  readonly inspector: ImageInspector;
  readonly thumbnailer: Thumbnailer;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly questions: AskFreeQuestion;
  readonly sha256: Sha256;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

export interface ReadInspiration {
  /**
   * A file the merchant sent: hostile until the inspector has seen it. Kept, for the merchant to see again. Failures: image-*,
   * those of a question.
   */
  upload(
    storeId: string,
    file: { readonly bytes: Uint8Array; readonly declaredType: string | null },
    options: { readonly signal: AbortSignal },
  ): Promise<Result<Inspiration>>;
  /**
   * A picture of the library. The library is told of the use (once), its bytes are looked at and not kept. Failures: not-found,
   * provider-*, payload-too-large, those of a question.
   */
  use(
    storeId: string,
    pictureId: string,
    options: { readonly signal: AbortSignal },
  ): Promise<Result<Inspiration>>;
}

/** What a model is shown: large enough for light and things, small enough to be cheap. */
const SHOWN_SIDE = 1_024;
const LIBRARY_TIMEOUT_MS = 20_000;
const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const satisfies Record<
  SourceType,
  string
>;

/** Looks at an inspected picture and answers with the place in it; nothing of its product. */
const describePlace = async (
  deps: ReadInspirationDeps,
  storeId: string,
  bytes: Uint8Array,
  signal: AbortSignal,
) => {
  const small = await deps.thumbnailer.thumbnail(bytes, SHOWN_SIDE);
  if (!small.ok) return small;
  const answer = await deps.questions.ask({
    storeId,
    task: 'describe-scene',
    instructions: SCENE_INSTRUCTIONS,
    data: [],
    images: [{ label: 'inspiration', ...small.value }],
    answer: sceneAnswerSchema,
    maxOutputTokens: SCENE_ANSWER_TOKENS,
    signal,
  });
  if (!answer.ok) return answer;
  const { value, answeredBy, isPlaceholder } = answer.value;
  return ok({
    description: withoutSubject(value),
    model: modelName(answeredBy),
    placeholder: isPlaceholder,
  });
};

/**
 * Reads a picture into a description of its place that steers prompts and that the merchant can edit. A picture that the store
 * has used before is answered from memory, with the merchant's edits: nothing is asked again.
 */
export const makeReadInspiration = (deps: ReadInspirationDeps): ReadInspiration => {
  const keep = async (
    storeId: string,
    source: InspirationSource,
    bytes: Uint8Array,
    shown: {
      readonly width: number;
      readonly height: number;
      readonly objectKey: string | null;
      readonly picture: InspirationPicture | null;
    },
    signal: AbortSignal,
  ): Promise<Result<Inspiration>> => {
    const place = await describePlace(deps, storeId, bytes, signal);
    if (!place.ok) return place;
    const { width, height, picture } = shown;
    const kept = await deps.inspirations.create(storeId, {
      ...place.value,
      id: deps.newId(),
      source,
      previewUrl: picture?.previewUrl ?? null,
      attribution: picture?.attribution ?? null,
      objectKey: shown.objectKey,
      width,
      height,
      now: deps.clock.now(),
    });
    return ok(kept);
  };

  return {
    async upload(storeId, { bytes, declaredType }, { signal }) {
      const facts = await deps.inspector.inspect(bytes, {
        signal,
        ...(declaredType === null ? {} : { declaredType }),
      });
      if (!facts.ok) return facts;
      const hash = deps.sha256(bytes);
      const source = { kind: 'upload', hash } as const;
      const known = await deps.inspirations.findBySource(storeId, source);
      if (known) return ok(known);
      const free = await deps.questions.ready(storeId);
      if (!free.ok) return free;
      const { type, width, height } = facts.value;
      const key = objectKey(storeId, 'upload', hash, EXTENSION[type]);
      await deps.objects.put(key, bytes, type);
      return keep(storeId, source, bytes, { width, height, objectKey: key, picture: null }, signal);
    },
    async use(storeId, pictureId, { signal }) {
      const { inspirationLibrary } = deps;
      const source = { kind: 'library', library: inspirationLibrary.kind, pictureId } as const;
      const known = await deps.inspirations.findBySource(storeId, source);
      if (known) return ok(known);
      const limits = { signal, timeoutMs: LIBRARY_TIMEOUT_MS };
      const there = await inspirationLibrary.get(pictureId, limits);
      if (!there.ok) return there;
      // asked before the library is told: what cannot be read is not used
      const free = await deps.questions.ready(storeId);
      if (!free.ok) return free;
      const used = await inspirationLibrary.use(pictureId, limits);
      if (!used.ok) return used;
      const { picture, bytes } = used.value;
      const facts = await deps.inspector.inspect(bytes, { signal });
      if (!facts.ok) return facts;
      const { width, height } = picture;
      return keep(storeId, source, bytes, { width, height, objectKey: null, picture }, signal);
    },
  };
};
