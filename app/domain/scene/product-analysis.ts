import { z } from 'zod';
import { CAMERA_HEIGHTS } from './scene-description.ts';

/** How large the product is in the hand and in a room. */
export const SIZE_CLASSES = ['tiny', 'small', 'medium', 'large', 'furniture'] as const;
/** How it rests in its photo. */
export const POSES = ['standing', 'lying', 'hanging', 'worn'] as const;

const phrase = (max: number) => z.string().trim().min(1).max(max);

/** What vision reads from a product's photo: of any trade, editable by the merchant. */
export const productAnalysisSchema = z
  .strictObject({
    what: phrase(160).meta({ description: 'what it is, in a few words' }),
    materials: z.array(phrase(60)).max(8),
    colours: z.array(phrase(40)).max(8),
    sizeClass: z.enum(SIZE_CLASSES),
    pose: z.enum(POSES),
    cameraHeight: z.enum(CAMERA_HEIGHTS),
    textOnIt: z.array(phrase(200)).max(12).meta({ description: 'words printed on it, exactly as they are' }),
  })
  .meta({ id: 'ProductAnalysis' });
export type ProductAnalysis = z.infer<typeof productAnalysisSchema>;
