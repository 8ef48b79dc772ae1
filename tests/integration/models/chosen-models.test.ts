import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { imageModelListSchema } from '#app/domain/providers/model-choice.ts';
import { offerModels } from '#app/domain/providers/offered-models.ts';
import { startSandboxGemini } from '#sandbox/gemini/start.ts';
import { type ApiWorld, startApiWorld } from '#tests/integration/api/api-world.ts';
import { geminiDeps, kitchen } from '#tests/support/provider-stand-ins.ts';

const PRO = 'gemini/gemini-3-pro-image';
let gemini: Awaited<ReturnType<typeof startSandboxGemini>>;
let world: ApiWorld;
beforeAll(async () => {
  const offered = offerModels(imageModelListSchema.parse(PRO), {}, new Date().toISOString().slice(0, 10));
  if (!offered.ok) throw new Error(offered.error.message);
  gemini = await startSandboxGemini();
  world = await startApiWorld({
    models: { images: [makeGeminiImageModel(geminiDeps(gemini.origin))], offered: offered.value },
  });
});
afterAll(async () => {
  await world.close();
  await gemini.close();
});

test('a store is offered the models of its operator, gets one of them when it names none, and no other when it does', async () => {
  const store = await world.storeOf(1);
  const call = world.callerOf(store);
  const { models, kinds } = (await call('GET', '/recipes/options')).json as {
    models: { name: string; defaultOf: string[] }[];
    kinds: { kind: string; schema: unknown }[];
  };
  expect(models.map(({ name, defaultOf }) => [name, defaultOf])).toEqual([
    [PRO, ['scene', 'redraw', 'edit']],
  ]);
  const schemaOf = (kind: string) => JSON.stringify(kinds.find((one) => one.kind === kind)?.schema);
  expect(schemaOf('scene')).toContain(`"default":"${PRO}"`);
  expect(schemaOf('packshot')).not.toContain('gemini/');

  const scene = { kind: 'scene', scene: kitchen };
  const checked = (recipe: object) => call('POST', '/recipes/validate', { recipe });
  expect((await checked(scene)).json).toMatchObject({ recipe: { model: PRO, modelSize: '2K' } });
  const selection = { kind: 'products', productIds: store.productIds };
  const ordered = await call('POST', '/batches', {
    selection,
    recipe: { ...scene, model: 'gemini/gemini-3.1-flash-image' },
  });
  expect(ordered).toMatchObject({ status: 422, json: { field: 'recipe.model' } });
  expect(String(ordered.json.detail)).toContain(`not offered here; take one of ${PRO}`);
  const gone = await checked({ ...scene, model: 'gemini/gemini-2.5-flash-image', modelSize: '1K' });
  expect(String(gone.json.detail)).toMatch(/switched off by its provider on 2026-10-02/);
});
