import { describe, expect, it } from 'vitest';
import { isOfUnsplash } from './read-photo.ts';

const real = { accessKey: 'k', appName: 'softbox', sandboxOrigin: null };
const standIn = { ...real, sandboxOrigin: 'http://127.0.0.1:4203' };

describe('an address that a reply of Unsplash names', () => {
  it.each(['https://api.unsplash.com/photos/x/download', 'https://images.unsplash.com/photo-1?ixid=a'])(
    'is followed when it is %s',
    (url) => {
      expect(isOfUnsplash(url, real)).toBe(true);
      expect(isOfUnsplash(url, standIn)).toBe(false);
    },
  );

  it.each([
    'http://api.unsplash.com/photos/x',
    'https://unsplash.com.evil.example/x',
    'https://evilunsplash.com/x',
    'https://evil.example/?unsplash.com',
    'http://127.0.0.1:4203/photos/x',
    'file:///etc/passwd',
    'no address',
  ])('gets neither our key nor our trust when it is %s', (url) => {
    expect(isOfUnsplash(url, real)).toBe(false);
  });

  it('stays with the stand-in while there is one', () => {
    expect(isOfUnsplash('http://127.0.0.1:4203/photos/x', standIn)).toBe(true);
    expect(isOfUnsplash('http://127.0.0.1:4204/photos/x', standIn)).toBe(false);
  });
});
