import { type Photo, wallColour } from './pictures.ts';

/** The abbreviated photo of lists and searches (https://unsplash.com/documentation#search-photos). */
export function photoJson(photo: Photo, origin: string): object {
  const image = (query: string) => `${origin}/photos-cdn/${photo.id}?ixid=standin&ixlib=rb-4.1.0${query}`;
  const page = `https://unsplash.com/photos/${photo.id}`;
  return {
    id: photo.id,
    slug: photo.id,
    created_at: '2026-01-15T08:00:00Z',
    updated_at: '2026-01-15T08:00:00Z',
    promoted_at: null,
    width: photo.width,
    height: photo.height,
    color: wallColour(photo),
    blur_hash: 'L6PZfSi_.AyE_3t7t7R**0o#DgR4',
    description: null,
    alt_description: `stand-in picture: ${photo.words}`,
    urls: {
      raw: image(''),
      full: image('&q=85&fm=jpg&w=2400'),
      regular: image('&q=80&fm=jpg&w=1080&fit=max'),
      small: image('&q=80&fm=jpg&w=400&fit=max'),
      thumb: image('&q=80&fm=jpg&w=200&fit=max'),
    },
    links: {
      self: `${origin}/photos/${photo.id}`,
      html: page,
      download: `${page}/download`,
      download_location: `${origin}/photos/${photo.id}/download?ixid=standin`,
    },
    likes: 0,
    liked_by_user: false,
    current_user_collections: [],
    user: {
      id: photo.author.username,
      username: photo.author.username,
      name: photo.author.name,
      portfolio_url: null,
      links: {
        self: `${origin}/users/${photo.author.username}`,
        html: `https://unsplash.com/@${photo.author.username}`,
        photos: `${origin}/users/${photo.author.username}/photos`,
      },
    },
  };
}
