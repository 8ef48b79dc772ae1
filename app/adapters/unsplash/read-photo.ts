import { z } from 'zod';
import type { InspirationPicture } from '#app/ports/inspiration-library.ts';
import type { UnsplashAccess } from './access.ts';

/** The part of a photo that we read (https://unsplash.com/documentation#get-a-photo). */
export const photoSchema = z.object({
  id: z.string().min(1),
  width: z.int().positive(),
  height: z.int().positive(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullish(),
  description: z.string().nullish(),
  alt_description: z.string().nullish(),
  urls: z.object({ regular: z.url(), small: z.url() }),
  links: z.object({ download_location: z.url() }),
  user: z.object({ name: z.string(), links: z.object({ html: z.url() }) }),
});
export type UnsplashPhoto = z.infer<typeof photoSchema>;

export const searchSchema = z.object({
  total: z.int().min(0),
  total_pages: z.int().min(0),
  results: z.array(photoSchema),
});

export type SearchReply = z.infer<typeof searchSchema>;

/** https://unsplash.com/documentation#track-a-photo-download */
export const downloadSchema = z.object({ url: z.url() });

/** Links back carry where the visitor comes from (https://help.unsplash.com/en/articles/2511315-guideline-attribution). */
const attributed = (url: string, appName: string): string => {
  const link = new URL(url);
  link.searchParams.set('utm_source', appName);
  link.searchParams.set('utm_medium', 'referral');
  return link.toString();
};

export const pictureOf = (photo: UnsplashPhoto, { appName }: UnsplashAccess): InspirationPicture => ({
  id: photo.id,
  description: photo.description ?? photo.alt_description ?? '',
  previewUrl: photo.urls.small,
  width: photo.width,
  height: photo.height,
  colour: photo.color?.toLowerCase() ?? null,
  attribution: {
    authorName: photo.user.name,
    authorUrl: attributed(photo.user.links.html, appName),
    libraryName: 'Unsplash',
    libraryUrl: attributed('https://unsplash.com/', appName),
  },
});

/**
 * True for an address that belongs to the library itself: what a reply names is fetched with our key or taken for a picture,
 * so it may not point anywhere else.
 */
export const isOfUnsplash = (url: string, { sandboxOrigin }: UnsplashAccess): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (sandboxOrigin !== null) return origin === sandboxOrigin;
  return protocol === 'https:' && (hostname === 'unsplash.com' || hostname.endsWith('.unsplash.com'));
};
