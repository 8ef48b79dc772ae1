import { z } from 'zod';
import { ok } from '#app/domain/result.ts';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import { WISH_LENGTH } from '#app/domain/scene/write-scene.ts';
import { defineEndpoint } from './endpoint.ts';
import { QUESTION_FAILURES } from './failure-lists.ts';
import { id } from './schemas/common.ts';
import { EXAMPLE_SCENE } from './schemas/scene.ts';

export const writeScene = defineEndpoint({
  operationId: 'writeScene',
  method: 'POST',
  path: '/scenes/describe',
  tag: 'Recipes',
  summary: 'Have a place written in full from a few words',
  description:
    'A text model fills in every field of a place from a wish in any language. Nothing is kept: look at the fields, change them, and order with them. Free for the merchant, up to a number a day, together with the reading of pictures.',
  body: z.strictObject({
    wish: z
      .string()
      .trim()
      .min(1)
      .max(WISH_LENGTH)
      .meta({ description: 'what the place should be like, in your own words' }),
    productId: id('product').optional().meta({ description: 'what the place is for' }),
  }),
  bodyExample: { wish: 'a quiet kitchen early on a winter morning' },
  failures: ['not-found', 'unsupported-option', 'rate-limited', ...QUESTION_FAILURES],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the place',
    schema: z
      .object({
        description: sceneDescriptionSchema,
        model: z.string().meta({ description: 'the model that wrote it' }),
        placeholder: z.boolean().meta({ description: 'true: a stand-in wrote it' }),
      })
      .meta({ id: 'WrittenScene' }),
    example: { description: EXAMPLE_SCENE, model: 'claude/claude-sonnet-5-5', placeholder: false },
  },
  async handle({ caller, body, signal }, { writeScene: write }) {
    const { wish, productId = null } = body;
    const written = await write(caller.storeId, { wish, productId }, { signal });
    return written.ok ? ok({ body: written.value }) : written;
  },
});
