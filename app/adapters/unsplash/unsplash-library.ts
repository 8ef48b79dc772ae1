import { failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { InspirationLibrary, InspirationOptions } from '#app/ports/inspiration-library.ts';
import { makeKeptReplies } from './kept-replies.ts';
import {
  downloadSchema,
  isOfUnsplash,
  photoSchema,
  pictureOf,
  type SearchReply,
  searchSchema,
  type UnsplashPhoto,
} from './read-photo.ts';
import { makeUnsplashApi, UNSPLASH, type UnsplashDeps } from './unsplash-api.ts';

/** The API's own limit (https://unsplash.com/documentation#search-photos). */
const MAX_PER_PAGE = 30;
const KEEP_MS = 30 * 60_000;

/**
 * Unsplash by its rules (https://help.unsplash.com/en/articles/2511245-unsplash-api-guidelines): previews are hotlinked, the
 * author is named with a link, a use is told to `download_location`, and the hourly limit (50 in demo mode) is kept.
 */
export const makeUnsplashLibrary = (deps: UnsplashDeps): InspirationLibrary => {
  const { access } = deps;
  const origin = access.sandboxOrigin ?? 'https://api.unsplash.com';
  const api = makeUnsplashApi(deps);
  const now = () => deps.clock.now();
  const searches = makeKeptReplies<SearchReply>({ maxEntries: 200, keepMs: KEEP_MS, now });
  const photos = makeKeptReplies<UnsplashPhoto>({ maxEntries: 2_000, keepMs: KEEP_MS, now });

  const getPhoto = async (id: string, options: InspirationOptions): Promise<Result<UnsplashPhoto>> => {
    const kept = photos.get(id);
    if (kept) return ok(kept);
    const photo = await api.getJson(`${origin}/photos/${encodeURIComponent(id)}`, photoSchema, options);
    if (photo.ok) photos.put(id, photo.value);
    return photo;
  };

  const getSearch = async (url: string, options: InspirationOptions): Promise<Result<SearchReply>> => {
    const kept = searches.get(url);
    if (kept) return ok(kept);
    const found = await api.getJson(url, searchSchema, options);
    if (!found.ok) return found;
    searches.put(url, found.value);
    for (const photo of found.value.results) photos.put(photo.id, photo);
    return found;
  };

  return {
    kind: 'unsplash',
    displayName: access.sandboxOrigin === null ? UNSPLASH : `${UNSPLASH} (stand-in)`,
    async search({ text, page, perPage }, options) {
      const query = text.trim();
      if (query === '') return err(failure('invalid-input', 'Say what to look for.', { field: 'text' }));
      const at = Math.max(1, Math.trunc(page));
      const fields = {
        query,
        page: String(at),
        per_page: String(Math.min(MAX_PER_PAGE, Math.max(1, Math.trunc(perPage)))),
        content_filter: 'high',
      };
      const found = await getSearch(`${origin}/search/photos?${new URLSearchParams(fields)}`, options);
      if (!found.ok) return found;
      const { total, total_pages: pages, results } = found.value;
      return ok({
        pictures: results.map((photo) => pictureOf(photo, access)),
        total,
        nextPage: at < pages ? at + 1 : null,
      });
    },
    async get(id, options) {
      const photo = await getPhoto(id, options);
      return photo.ok ? ok(pictureOf(photo.value, access)) : photo;
    },
    async use(id, options) {
      const photo = await getPhoto(id, options);
      if (!photo.ok) return photo;
      const { links, urls } = photo.value;
      if (!isOfUnsplash(links.download_location, access) || !isOfUnsplash(urls.regular, access)) {
        return err(providerFailure('provider-bad-reply', UNSPLASH));
      }
      const told = await api.getJson(links.download_location, downloadSchema, options);
      if (!told.ok) return told;
      const file = await api.getPicture(urls.regular, options);
      return file.ok ? ok({ picture: pictureOf(photo.value, access), ...file.value }) : file;
    },
  };
};
