import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type RedrawRecipe, redrawSchema } from '#app/domain/recipe/model-recipes.ts';
import { provenance } from '../jar-photo.ts';
import { readDigitalSourceType, readXmp } from '../xmp.ts';
import { compositor, PLACE, pixelsOf, plateOf } from './test-scenes.ts';

const recipeOf = (change: Partial<RedrawRecipe> = {}): RedrawRecipe =>
  redrawSchema.parse({
    kind: 'redraw',
    scene: PLACE,
    format: 'png',
    frame: { aspect: '4:5', size: 500 },
    ...change,
  });
const finish = (bytes: Uint8Array, change: Partial<RedrawRecipe> = {}) =>
  compositor.finishRedraw({ drawn: { bytes }, recipe: recipeOf(change), provenance });

describe('a redraw', () => {
  it("is brought to the recipe's frame and labelled as made by a model", async () => {
    const drawn = await plateOf([90, 120, 150], { width: 448, height: 576, noise: 90 });
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const result = await finish(drawn, { format });
      if (!result.ok) throw new Error(result.error.message);
      const { bytes, width, height, upscaled, fill } = result.value;
      const meta = await sharp(bytes).metadata();
      expect([meta.width, meta.height, width, height]).toEqual([400, 500, 400, 500]);
      expect([upscaled, fill]).toEqual([1, 0]);
      expect(readDigitalSourceType(bytes)).toBe(
        'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
      );
      expect(readXmp(bytes)).toContain(provenance.recipeHash);
    }
  });

  it('of the frame already is the same pixels', async () => {
    const drawn = await plateOf([90, 120, 150], { width: 400, height: 500, noise: 90 });
    const result = await finish(drawn);
    expect(result.ok && (await pixelsOf(result.value.bytes)).equals(await pixelsOf(drawn))).toBe(true);
  });

  it('that would have to be enlarged says so, or is refused', async () => {
    const drawn = await plateOf([90, 120, 150], { width: 200, height: 250 });
    const allowed = await finish(drawn);
    expect(allowed.ok && allowed.value.upscaled).toBe(2);
    const refused = await finish(drawn, { upscale: 'refuse' });
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: 'image-too-small', field: 'upscale', details: { longestSide: 250 } },
    });
  });

  it('of another shape is refused, never cropped', async () => {
    const square = await plateOf([1, 2, 3], { width: 512, height: 512 });
    expect(await finish(square)).toMatchObject({ ok: false, error: { kind: 'provider-bad-reply' } });
  });

  it('that cannot be read is named', async () => {
    expect(await finish(Buffer.from('no'))).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { picture: 'drawn picture' } },
    });
  });
});
