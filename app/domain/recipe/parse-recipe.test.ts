import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneDescription } from '../scene/scene-description.ts';
import { brandKitSchema, DEFAULT_BRAND_KIT, studioFromBrandKit } from './brand-kit.ts';
import { CHANNEL_PRESETS } from './channel-presets.ts';
import { DIGITAL_SOURCE_TYPES, digitalSourceType, editedSourceType } from './digital-source-type.ts';
import { ASPECTS, frameSize, MAX_PIXELS, MAX_SIDE, MIN_SIDE } from './frame.ts';
import { kindFailure } from './kinds-here.ts';
import { exactAspect, plateAspect } from './model-options.ts';
import { parseRecipe } from './parse-recipe.ts';
import { BACKDROP_KINDS, isLocalRecipe, type Recipe, type RecipeInput } from './recipe.ts';
import { canonicalRecipe, recipeHash } from './recipe-hash.ts';

const parsed = (input: RecipeInput): Recipe => {
  const result = parseRecipe(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('parsing a recipe', () => {
  it('completes a bare packshot with what a marketplace wants', () => {
    expect(parsed({ kind: 'packshot' })).toEqual({
      kind: 'packshot',
      background: '#ffffff',
      shadow: 'none',
      fill: 0.85,
      frame: { aspect: '1:1', size: 2048 },
      format: 'jpeg',
      quality: 90,
      lossless: false,
      upscale: 'allow',
    });
  });

  it.each([
    ['scene', { kind: 'scene' }],
    ['scene', { kind: 'redraw' }],
    ['assetId', { kind: 'edit' }],
    ['kind', { kind: 'poster' }],
    ['kind', {}],
    ['glow', { kind: 'packshot', glow: 1 }],
    ['backdrop', { kind: 'packshot', backdrop: { kind: 'solid' } }],
    ['background', { kind: 'packshot', background: 'white' }],
    ['background', { kind: 'packshot', background: 'transparent' }],
    ['background', { kind: 'packshot', background: 'transparent', format: 'jpeg' }],
    ['lossless', { kind: 'packshot', lossless: true }],
    ['shadow', { kind: 'packshot', shadow: 'hard' }],
    ['fill', { kind: 'packshot', fill: 0.2 }],
    ['fill', { kind: 'packshot', fill: 1.01 }],
    ['fill', { kind: 'packshot', fill: '0.85' }],
    ['format', { kind: 'packshot', format: 'avif' }],
    ['quality', { kind: 'packshot', quality: 10 }],
    ['frame.aspect', { kind: 'packshot', frame: { aspect: '5:4' } }],
    ['frame.depth', { kind: 'packshot', frame: { aspect: '1:1', depth: 3 } }],
    ['frame.width', { kind: 'packshot', frame: { width: 4473, height: 100 } }],
    ['backdrop.kind', { kind: 'studio', backdrop: { kind: 'beach' } }],
    ['backdrop.tint', { kind: 'studio', backdrop: { kind: 'solid', tint: '#ff0000' } }],
    ['reflection', { kind: 'studio', reflection: 2 }],
    ['seed', { kind: 'studio', seed: -1 }],
  ])('refuses %s by name in %j', (field, input) => {
    const result = parseRecipe(input);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error).toMatchObject({ kind: 'unsupported-option', field });
    expect(result.error.message.length).toBeGreaterThan(20);
  });

  it.each([null, [], 'packshot', 3])('refuses %j, which is no recipe at all', (input) => {
    expect(parseRecipe(input)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  });

  it('takes transparent for formats that can hold it', () => {
    for (const format of ['png', 'webp'] as const) {
      expect(parsed({ kind: 'packshot', background: 'transparent', format }).format).toBe(format);
    }
  });
});

describe('a frame', () => {
  it('has the sides its aspect names', () => {
    expect(frameSize({ aspect: '4:5', size: 2000 })).toEqual({ width: 1600, height: 2000 });
    expect(frameSize({ aspect: '16:9', size: 1920 })).toEqual({ width: 1920, height: 1080 });
    expect(frameSize({ aspect: '2:3', size: 3000 })).toEqual({ width: 2000, height: 3000 });
  });

  it('never passes 4472 px a side and 20 megapixels, whatever is asked', () => {
    const side = fc.integer({ min: 1, max: 6000 });
    const named = fc.record({ aspect: fc.constantFrom(...ASPECTS), size: side });
    const free = fc.record({ width: side, height: side });
    fc.assert(
      fc.property(fc.oneof(named, free), (frame) => {
        const result = parseRecipe({ kind: 'packshot', frame });
        if (!result.ok) return;
        if (!isLocalRecipe(result.value)) throw new Error('a packshot is drawn here');
        const { width, height } = frameSize(result.value.frame);
        expect(Math.max(width, height)).toBeLessThanOrEqual(MAX_SIDE);
        expect(width * height).toBeLessThanOrEqual(MAX_PIXELS);
      }),
    );
  });

  it('takes every size up to the limits', () => {
    for (const frame of [
      { width: MAX_SIDE, height: MAX_SIDE },
      { width: MIN_SIDE, height: MIN_SIDE },
      { aspect: '1:1' as const, size: MAX_SIDE },
    ]) {
      expect(parsed({ kind: 'packshot', frame })).toMatchObject({ frame });
    }
  });
});

describe('the hash of a recipe', () => {
  it('is the same for the same options in any order and case, and differs with any option', () => {
    const a = recipeHash(parsed({ kind: 'packshot', background: '#FFAA00', fill: 0.8 }), sha256);
    expect(recipeHash(parsed({ fill: 0.8, background: '#ffaa00', kind: 'packshot' }), sha256)).toBe(a);
    expect(recipeHash(parsed({ kind: 'packshot', background: '#ffaa01', fill: 0.8 }), sha256)).not.toBe(a);
    expect(recipeHash(parsed({ kind: 'packshot', background: '#ffaa00', fill: 0.81 }), sha256)).not.toBe(a);
  });

  it('is made of text that parses to the same recipe again', () => {
    const recipe = parsed({ kind: 'studio', backdrop: { kind: 'table' }, seed: 9 });
    expect(parsed(JSON.parse(canonicalRecipe(recipe)))).toEqual(recipe);
  });
});

describe('presets', () => {
  it.each(CHANNEL_PRESETS.map((p) => [p.name, p] as const))('%s keeps the rules it states', (_, preset) => {
    const { recipe, limits } = preset;
    const { width, height } = frameSize(recipe.frame);
    expect(recipe.shadow).toBe('none');
    expect(recipe.background).toBe('#ffffff');
    expect(recipe.fill * 0.99).toBeGreaterThanOrEqual(limits.minFill);
    expect(recipe.fill * 1.01).toBeLessThanOrEqual(limits.maxFill);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(limits.minSide);
    expect(Math.max(width, height)).toBeLessThanOrEqual(limits.maxSide);
    expect(width * height).toBeLessThanOrEqual(limits.maxPixels);
    expect(preset.rules.every((r) => r.source.startsWith('https://'))).toBe(true);
    expect(parseRecipe(recipe)).toEqual({ ok: true, value: recipe });
  });

  it('brand kits give complete studio recipes with each backdrop', () => {
    const kit = brandKitSchema.parse({ primary: '#10408F', neutral: '#fafafa' });
    expect(kit.primary).toBe('#10408f');
    for (const backdrop of BACKDROP_KINDS) {
      expect(parsed(studioFromBrandKit(kit, { backdrop, seed: 4 }))).toMatchObject({
        kind: 'studio',
        backdrop: { kind: backdrop },
        seed: 4,
        fill: kit.fill,
      });
    }
    expect(parsed(studioFromBrandKit(DEFAULT_BRAND_KIT))).toMatchObject({ backdrop: { kind: 'sweep' } });
  });
});

it('labels each kind with the full URI of its method', () => {
  expect(digitalSourceType({ kind: 'packshot' })).toBe(
    'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
  );
  expect(digitalSourceType({ kind: 'studio' })).toBe(
    'http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
  );
});

describe('a recipe with a model', () => {
  const scene: SceneDescription = {
    setting: 'a bright kitchen',
    surface: 'an oak table',
    light: { direction: 'left', quality: 'soft', temperature: 'warm' },
    palette: ['#e8e0d2'],
    camera: { height: 'table', distance: 'medium' },
    props: [],
    mood: 'calm',
  };

  it('is complete by its scene alone', () => {
    expect(parsed({ kind: 'scene', scene })).toMatchObject({
      model: 'gemini/gemini-3.1-flash-image',
      modelSize: '2K',
      tint: 0,
      seed: 1,
    });
    expect(parsed({ kind: 'redraw', scene })).toMatchObject({ references: 3, secondLook: true });
  });

  it.each([
    ['model', { kind: 'scene', scene, model: 'gemini/paint-9000' }],
    ['model', { kind: 'scene', scene, model: 'claude/claude-opus-5' }],
    ['modelSize', { kind: 'scene', scene, model: 'gemini/gemini-2.5-flash-image', modelSize: '2K' }],
    ['modelSize', { kind: 'redraw', scene, modelSize: '512' }],
    [
      'references',
      { kind: 'redraw', scene, references: 4, model: 'gemini/gemini-2.5-flash-image', modelSize: '1K' },
    ],
    ['references', { kind: 'redraw', scene, references: 15 }],
    ['frame', { kind: 'redraw', scene, frame: { width: 1000, height: 610 } }],
    ['lossless', { kind: 'redraw', scene, lossless: true }],
    [
      'scene.light.direction',
      { kind: 'scene', scene: { ...scene, light: { ...scene.light, direction: 'below' } } },
    ],
    [
      'modelSize',
      {
        kind: 'edit',
        assetId: '019aac3d-1000-7aaa-8bbb-000000000001',
        instruction: 'more light',
        modelSize: '512',
      },
    ],
  ])('refuses %s by name in %j', (field, input) => {
    const result = parseRecipe(input);
    expect(result).toMatchObject({ ok: false, error: { kind: 'unsupported-option', field } });
    expect(!result.ok && result.error.message.length).toBeGreaterThan(30);
  });

  it('may have any frame for a plate, and asks for the aspect of which least is cut off', () => {
    const aspects = ['1:1', '2:3', '3:2', '4:5', '5:4', '16:9', '21:9'] as const;
    expect(plateAspect({ width: 1000, height: 1000 }, aspects)).toBe('1:1');
    expect(plateAspect({ width: 1000, height: 1240 }, aspects)).toBe('4:5');
    expect(plateAspect({ width: 4000, height: 1700 }, aspects)).toBe('21:9');
    expect(parsed({ kind: 'scene', scene, frame: { width: 1234, height: 777 } })).toBeTruthy();
  });

  it('knows every named aspect of a frame as one of the model', () => {
    const aspects = ['1:1', '2:3', '3:4', '4:5', '9:16', '16:9'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...ASPECTS),
        fc.integer({ min: MIN_SIDE, max: MAX_SIDE }),
        (aspect, size) => {
          expect(exactAspect({ aspect, size }, aspects)).toBe(aspect);
        },
      ),
    );
    expect(exactAspect({ width: 1000, height: 990 }, aspects)).toBeNull();
  });
});

it('labels an edit by the stronger of its source and a scene', () => {
  const { algorithmicallyEnhanced, compositeWithTrainedAlgorithmicMedia, trainedAlgorithmicMedia } =
    DIGITAL_SOURCE_TYPES;
  expect(editedSourceType(algorithmicallyEnhanced)).toBe(compositeWithTrainedAlgorithmicMedia);
  expect(editedSourceType(trainedAlgorithmicMedia)).toBe(trainedAlgorithmicMedia);
  expect(editedSourceType('something else')).toBe(trainedAlgorithmicMedia);
});

it('refuses a kind whose provider is not set up, by its name, and takes it where one is', () => {
  const edit = parsed({
    kind: 'edit',
    assetId: '019aac3d-1000-7aaa-8bbb-000000000001',
    instruction: 'more light',
  });
  expect(kindFailure(edit, [])).toMatchObject({ kind: 'unsupported-option', field: 'kind' });
  expect(kindFailure(edit, ['other'])).toMatchObject({ kind: 'unsupported-option', field: 'model' });
  expect(kindFailure(edit, ['gemini'])).toBeNull();
  expect(kindFailure(parsed({ kind: 'packshot' }), [])).toBeNull();
});
