import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MODEL_ASPECTS } from '../providers/capabilities.ts';
import { canvasAspect, editOutput } from './edit-canvas.ts';
import { ASPECTS, frameSize, MAX_SIDE } from './frame.ts';

it('finds the aspect of every frame that has a name', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ASPECTS), fc.integer({ min: 400, max: MAX_SIDE }), (aspect, size) => {
      expect(canvasAspect(frameSize({ aspect, size }), MODEL_ASPECTS)).toBe(aspect);
    }),
  );
});

it('finds none for a picture of which a model would have to cut something off', () => {
  expect(canvasAspect({ width: 1000, height: 1070 }, MODEL_ASPECTS)).toBeNull();
  expect(canvasAspect({ width: 1000, height: 1000 }, ['4:5', '16:9'])).toBeNull();
  expect(canvasAspect({ width: 1000, height: 1000 }, [])).toBeNull();
});

it('keeps the format, but gives exact pixels where only a part may change', () => {
  expect(editOutput({ format: 'jpeg' }, false)).toEqual({ format: 'jpeg', lossless: false });
  expect(editOutput({ format: 'jpeg' }, true)).toEqual({ format: 'png', lossless: false });
  expect(editOutput({ format: 'png' }, true)).toEqual({ format: 'png', lossless: false });
  expect(editOutput({ format: 'webp' }, true)).toEqual({ format: 'webp', lossless: true });
});
