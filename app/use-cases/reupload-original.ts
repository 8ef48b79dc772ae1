import { restoredFilename } from '../domain/own-file.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Publication } from '../ports/repositories/publications.ts';
import type { StorePlatform } from '../ports/store-platform.ts';
import type { PublicationRun } from './publication-run.ts';

const CONTENT_TYPE: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

/**
 * Uploads a deleted original again from the copy that was kept before it left the gallery. It is a new file with a new id;
 * the name is derived from the publication, so doing it twice gives one file.
 */
export const reuploadOriginal = async (
  deps: { readonly platform: StorePlatform; readonly objects: ObjectStore },
  run: PublicationRun,
  p: Publication,
  copy: { readonly alt: string; readonly objectKey: string },
): Promise<Result<string>> => {
  const bytes = await deps.objects.get(copy.objectKey);
  if (!bytes.ok) return bytes;
  const extension = copy.objectKey.split('.').at(-1) ?? 'jpg';
  const { signal } = run;
  const file = await deps.platform.uploadFile(
    p.storeId,
    {
      filename: restoredFilename(p.id, extension),
      contentType: CONTENT_TYPE[extension] ?? 'image/jpeg',
      bytes: bytes.value,
      alt: copy.alt,
    },
    { signal },
  );
  if (!file.ok) return file;
  const ready = await deps.platform.waitUntilReady(p.storeId, file.value.id, { signal });
  return ready.ok ? ok(ready.value.id) : ready;
};
