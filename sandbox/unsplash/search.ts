import type { Call, Reply } from '../provider/server.ts';
import { photoJson } from './photo-json.ts';
import { PHOTOS, type Photo } from './pictures.ts';

/** Errors as the API words them (https://unsplash.com/documentation#error-messages). */
export const errors = (status: number, ...messages: string[]): Reply => ({
  status,
  body: { errors: messages },
});

const SEARCH_FIELDS = [
  'query',
  'page',
  'per_page',
  'order_by',
  'collections',
  'content_filter',
  'color',
  'orientation',
  'lang',
];

/** https://unsplash.com/documentation#search-photos */
export function search(call: Call, origin: string): Reply {
  const strange = [...call.query.keys()].find((name) => !SEARCH_FIELDS.includes(name));
  if (strange) return errors(400, `${strange} is not a known parameter`);
  const query = call.query.get('query')?.trim() ?? '';
  if (query === '') return errors(400, 'query is missing');
  const page = Number(call.query.get('page') ?? 1);
  const perPage = Number(call.query.get('per_page') ?? 10);
  if (!Number.isInteger(page) || page < 1) return errors(400, 'page must be a positive number');
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 30)
    return errors(400, 'per_page must be between 1 and 30');
  const found = matching(query, call.query.get('orientation'));
  const pages = Math.ceil(found.length / perPage);
  const link = (to: number, rel: string) => {
    const at = new URL(`${origin}/search/photos`);
    at.search = new URLSearchParams({ ...Object.fromEntries(call.query), page: String(to) }).toString();
    return `<${at}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(1, 'first'), link(page - 1, 'prev')] : []),
    ...(page < pages ? [link(pages, 'last'), link(page + 1, 'next')] : []),
  ];
  return {
    status: 200,
    headers: {
      'x-total': String(found.length),
      'x-per-page': String(perPage),
      ...(links.length > 0 ? { link: links.join(', ') } : {}),
    },
    body: {
      total: found.length,
      total_pages: pages,
      results: found.slice((page - 1) * perPage, page * perPage).map((photo) => photoJson(photo, origin)),
    },
  };
}

/** Any word of the query in the picture's words; those with more of them first. */
function matching(query: string, orientation: string | null): Photo[] {
  const words = query.toLowerCase().split(/\W+/).filter(Boolean);
  const fits = ({ width, height }: Photo) =>
    orientation === null ||
    orientation === (width > height ? 'landscape' : width < height ? 'portrait' : 'squarish');
  return PHOTOS.filter(fits)
    .map((photo) => ({
      photo,
      hits: words.filter((word) => photo.words.toLowerCase().includes(word)).length,
    }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ photo }) => photo);
}
