import { z } from 'zod';
import { MEASURES } from '#app/domain/fidelity/measures.ts';
import { fidelitySettingsSchema } from '#app/domain/fidelity/settings.ts';
import { thresholdsOf } from '#app/domain/fidelity/thresholds.ts';
import { ok } from '#app/domain/result.ts';
import type { ManagedFidelitySettings } from '#app/use-cases/manage-fidelity-settings.ts';
import { defineEndpoint } from './endpoint.ts';
import { isoOrNull, time } from './schemas/common.ts';

const measuredLimitSchema = z
  .object({
    hold: z.number().meta({ description: 'from here a person looks' }),
    fail: z
      .number()
      .nullable()
      .meta({ description: 'from here it is not the product; null: never by itself' }),
    isDefault: z.boolean(),
  })
  .meta({ id: 'FidelityLimit' });

const settingsSchema = z
  .object({
    limits: z.record(z.enum(MEASURES), measuredLimitSchema),
    modelMayClear: z.boolean(),
    updatedBy: z.string().nullable(),
    updatedAt: time.nullable(),
  })
  .meta({ id: 'FidelitySettings' });

const toSettings = (managed: ManagedFidelitySettings): z.infer<typeof settingsSchema> => {
  const { limits, modelMayClear } = managed.settings;
  const inForce = thresholdsOf(limits);
  const shown = MEASURES.map((measure) => [
    measure,
    { ...inForce[measure], isDefault: limits[measure] === undefined },
  ]);
  return {
    limits: Object.fromEntries(shown),
    modelMayClear,
    updatedBy: managed.updatedBy,
    updatedAt: isoOrNull(managed.updatedAt),
  };
};

const reply = {
  kind: 'json',
  status: 200,
  description: 'every limit in force, and whether it is the default',
  schema: settingsSchema,
  example: toSettings({
    settings: { limits: { stretch: { hold: 0.02, fail: 0.05 } }, modelMayClear: false },
    updatedBy: 'shopify-user:42',
    updatedAt: new Date('2026-11-22T16:20:00.000Z'),
  }),
} as const;

export const getFidelitySettings = defineEndpoint({
  operationId: 'getFidelitySettings',
  method: 'GET',
  path: '/fidelity-settings',
  tag: 'Review',
  summary: 'By which limits pictures are judged whose product a model drew',
  description: 'What each limit measures is in docs/fidelity.md. A store that set none has the defaults.',
  failures: [],
  reply,
  async handle({ caller }, { manageFidelitySettings }) {
    return ok({ body: toSettings(await manageFidelitySettings.get(caller.storeId)) });
  },
});

export const putFidelitySettings = defineEndpoint({
  operationId: 'putFidelitySettings',
  method: 'PUT',
  path: '/fidelity-settings',
  tag: 'Review',
  summary: 'Set the limits by which pictures are judged',
  description:
    'Replaces all of them: a limit that is left out has its default again. Pictures judged before keep their verdict.',
  body: fidelitySettingsSchema,
  bodyExample: { limits: { stretch: { hold: 0.02, fail: 0.05 } }, modelMayClear: false },
  failures: [],
  reply,
  async handle({ caller, body }, { manageFidelitySettings }) {
    return ok({ body: toSettings(await manageFidelitySettings.put(caller.storeId, body, caller.actor)) });
  },
});
