import { z } from 'zod';
import type { PlatformFile } from '#app/ports/store-platform.ts';

/** A file as the documents ask for it. */
export const fileReply = z.object({
  id: z.string(),
  alt: z.string().nullable(),
  fileStatus: z.enum(['UPLOADED', 'PROCESSING', 'READY', 'FAILED']),
  fileErrors: z.array(z.object({ code: z.string() })),
  image: z.object({ url: z.string() }).nullish(),
});
type FileReply = z.infer<typeof fileReply>;

/** A file of another kind answers to the document with an object that has none of the fields. */
export const maybeFile = z.union([fileReply, z.object({}).transform(() => null)]);

const STATUS = {
  UPLOADED: 'processing',
  PROCESSING: 'processing',
  READY: 'ready',
  FAILED: 'failed',
} as const;

export const toFile = (file: FileReply): PlatformFile => ({
  id: file.id,
  status: STATUS[file.fileStatus],
  url: file.image?.url ?? null,
  alt: file.alt ?? '',
  errors: file.fileErrors.map((e) => e.code),
});

/** The name at the end of a file's address. */
export const filenameOf = (url: string): string =>
  decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
