import { z } from 'zod';
import { colourSchema } from '../recipe/colour.ts';

/** Where the main light comes from, seen from the camera. */
export const LIGHT_DIRECTIONS = [
  'left',
  'front-left',
  'front',
  'front-right',
  'right',
  'back-left',
  'back',
  'back-right',
  'top',
] as const;
export const LIGHT_QUALITIES = ['soft', 'hard', 'diffuse'] as const;
export const LIGHT_TEMPERATURES = ['warm', 'neutral', 'cool'] as const;
export const CAMERA_HEIGHTS = ['low', 'table', 'eye', 'high', 'overhead'] as const;
export const CAMERA_DISTANCES = ['close', 'medium', 'wide'] as const;

const phrase = (max: number) => z.string().trim().min(1).max(max);

/**
 * A place for a product, in fields that a person can edit: what vision reads from an inspiration and what steers a plate.
 * It never describes a product: props are things beside it.
 */
export const sceneDescriptionSchema = z
  .strictObject({
    setting: phrase(300).meta({ description: 'the place, without the product' }),
    surface: phrase(120).meta({ description: 'what the product stands on' }),
    light: z.strictObject({
      direction: z
        .enum(LIGHT_DIRECTIONS)
        .meta({ description: 'where the main light comes from, seen from the camera' }),
      quality: z.enum(LIGHT_QUALITIES),
      temperature: z.enum(LIGHT_TEMPERATURES),
    }),
    palette: z.array(colourSchema).max(6).meta({ description: 'main colours of the place' }),
    camera: z.strictObject({
      height: z.enum(CAMERA_HEIGHTS),
      distance: z.enum(CAMERA_DISTANCES),
    }),
    props: z.array(phrase(80)).max(8).meta({ description: 'things in the place, none of them the product' }),
    mood: phrase(120),
  })
  .meta({ id: 'SceneDescription' });
export type SceneDescription = z.infer<typeof sceneDescriptionSchema>;
