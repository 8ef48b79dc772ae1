import { z } from 'zod';
import { failure } from '../../domain/failure.ts';
import { objectKey } from '../../domain/object-key.ts';
import { MODEL_ASPECTS, MODEL_IMAGE_SIZES } from '../../domain/providers/capabilities.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ComposedPrompt, ImageTask } from '../../domain/scene/composed-prompt.ts';
import type { Sha256 } from '../../ports/hash.ts';
import type { ImageReference, ImageRequest } from '../../ports/image-model.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const satisfies Record<
  ImageReference['contentType'],
  string
>;

const promptSchema = z.custom<ComposedPrompt>(
  (value) => z.object({ task: z.enum(['plate', 'redraw', 'edit']) }).safeParse(value).success,
);

/** An `ImageRequest` as it is kept: its pictures by the key of their bytes. */
const storedSchema = z.object({
  model: z.string(),
  prompt: promptSchema,
  references: z.array(
    z.object({
      role: z.enum(['product', 'canvas', 'inspiration', 'mask']),
      contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
      objectKey: z.string(),
    }),
  ),
  aspect: z.enum(MODEL_ASPECTS),
  size: z.enum(MODEL_IMAGE_SIZES),
  seed: z.int().nullable(),
});
type StoredRequest = z.infer<typeof storedSchema>;

/** Keeps what the request shows in the storage; what is left of it for its row. */
export const storeRequest = async (
  deps: { readonly objects: Pick<ObjectStore, 'put'>; readonly sha256: Sha256 },
  storeId: string,
  { model, prompt, references, aspect, size, seed }: ImageRequest,
): Promise<StoredRequest> => {
  const stored: StoredRequest['references'] = [];
  for (const { role, bytes, contentType } of references) {
    const key = objectKey(storeId, 'source', deps.sha256(bytes), EXTENSION[contentType]);
    await deps.objects.put(key, bytes, contentType);
    stored.push({ role, contentType, objectKey: key });
  }
  return { model, prompt, references: stored, aspect, size, seed };
};

/** What the request asks for. */
export const taskOfRequest = (stored: unknown): Result<ImageTask> => {
  const parsed = storedSchema.pick({ prompt: true }).safeParse(stored);
  return parsed.success ? ok(parsed.data.prompt.task) : lost();
};

const lost = () =>
  err(failure('internal', 'What was to be sent for this picture is not in the storage any more.'));

/** The request as it was. Failure: internal, when it cannot be put together any more. */
export const loadRequest = async (
  objects: Pick<ObjectStore, 'get'>,
  stored: unknown,
): Promise<Result<ImageRequest>> => {
  const parsed = storedSchema.safeParse(stored);
  if (!parsed.success) return lost();
  const references: ImageReference[] = [];
  for (const { role, contentType, objectKey: key } of parsed.data.references) {
    const bytes = await objects.get(key);
    if (!bytes.ok) return lost();
    references.push({ role, contentType, bytes: bytes.value });
  }
  return ok({ ...parsed.data, references, count: 1 });
};
