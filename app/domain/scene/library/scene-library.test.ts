import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sceneDescriptionSchema } from '../scene-description.ts';
import { SEASONS, thumbnailPath, VERTICALS } from './library-scene.ts';
import { findScene, SCENE_LIBRARY, scenesFor, verticalsOf } from './scene-library.ts';

/** "RIFF", four bytes of length, "WEBP". */
const isWebp = (bytes: Buffer) =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';

describe('the scene library', () => {
  it('has at least 24 scenes over at least 8 trades, and every season it names', () => {
    expect(SCENE_LIBRARY.length).toBeGreaterThanOrEqual(24);
    expect(new Set(SCENE_LIBRARY.flatMap((s) => s.verticals)).size).toBeGreaterThanOrEqual(8);
    for (const vertical of VERTICALS) {
      expect(scenesFor({ vertical, season: null }).length, vertical).toBeGreaterThanOrEqual(2);
    }
    for (const season of SEASONS)
      expect(scenesFor({ vertical: null, season }).length, season).toBeGreaterThan(0);
  });

  it('gives every scene a name and a slug of its own', () => {
    for (const key of ['id', 'name', 'line'] as const) {
      expect(new Set(SCENE_LIBRARY.map((s) => s[key])).size, key).toBe(SCENE_LIBRARY.length);
    }
    for (const { id } of SCENE_LIBRARY) expect(id).toMatch(/^[a-z0-9-]{1,60}$/);
  });

  it.each(SCENE_LIBRARY.map((s) => [s.id, s] as const))(
    'describes %s whole',
    (id, { scene, verticals, line }) => {
      expect(sceneDescriptionSchema.parse(scene)).toEqual(scene);
      expect(scene.palette.length).toBeGreaterThanOrEqual(3);
      expect(verticals.length).toBeGreaterThan(0);
      expect(line.length).toBeLessThanOrEqual(70);
      expect(findScene(id)?.id).toBe(id);
    },
  );

  it('has a thumbnail for each scene, small enough for a grid, and none of a scene that is gone', async () => {
    for (const { id } of SCENE_LIBRARY) {
      const bytes = await readFile(`public${thumbnailPath(id)}`);
      expect(isWebp(bytes), id).toBe(true);
      expect(bytes.byteLength, id).toBeLessThanOrEqual(25 * 1024);
      expect(bytes.byteLength, id).toBeGreaterThan(500);
    }
    const files = await readdir('public/scenes');
    expect(files.sort()).toEqual(SCENE_LIBRARY.map(({ id }) => `${id}.webp`).sort());
  });
});

describe('the trades of a product', () => {
  it('are read from its own words, the likeliest first', () => {
    expect(verticalsOf({ title: 'Arlen watch', productType: 'Watches' }, null)[0]).toBe('jewellery');
    expect(verticalsOf({ title: 'Night balm', productType: 'Skin care' }, null)[0]).toBe('beauty');
    expect(verticalsOf({ title: '急須', productType: '' }, null)).toEqual([]);
  });
});
