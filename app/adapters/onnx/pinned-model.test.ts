import { expect, it } from 'vitest';
import { CUT_OUT_MODEL } from '#scripts/model/ensure-model.mjs';
import { PINNED_MODEL } from './pinned-model.ts';

it('names the model that the bootstrap fetches', () => {
  expect(PINNED_MODEL).toEqual({ name: CUT_OUT_MODEL.name, sha256: CUT_OUT_MODEL.sha256 });
});
