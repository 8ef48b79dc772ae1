import { z } from 'zod';
import type { LibraryScene } from '#app/domain/scene/library/library-scene.ts';
import { SEASONS, thumbnailPath, VERTICALS } from '#app/domain/scene/library/library-scene.ts';
import { findScene } from '#app/domain/scene/library/scene-library.ts';
import { productAnalysisSchema } from '#app/domain/scene/product-analysis.ts';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import type { InspirationPicture } from '#app/ports/inspiration-library.ts';
import type { AnalysisView, PhotoAnalysis } from '#app/use-cases/analyse-product.ts';
import type { InspirationView } from '#app/use-cases/manage-inspirations.ts';
import { id, time } from './common.ts';

export const librarySceneSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    verticals: z.array(z.enum(VERTICALS)),
    season: z.enum(SEASONS).nullable().meta({ description: 'null: all year' }),
    line: z.string(),
    scene: sceneDescriptionSchema,
    thumbnail: z.string().meta({ description: 'path at this server; a sketch drawn by us' }),
    sketch: z.string().nullable().meta({
      description: 'the thumbnail as a data URL (image/webp), where `sketches=inline` was asked for',
    }),
  })
  .meta({ id: 'LibraryScene' });

export const toLibraryScene = (
  scene: LibraryScene,
  sketch: Uint8Array | null,
): z.infer<typeof librarySceneSchema> => ({
  ...scene,
  verticals: [...scene.verticals],
  thumbnail: thumbnailPath(scene.id),
  sketch: sketch && `data:image/webp;base64,${Buffer.from(sketch).toString('base64')}`,
});

const example = findScene('sunlit-oak-kitchen');
if (!example) throw new Error('the scene of the examples is gone');
export const EXAMPLE_LIBRARY_SCENE = toLibraryScene(example, null);
export const EXAMPLE_SCENE = example.scene;

const attributionSchema = z
  .object({
    authorName: z.string(),
    authorUrl: z.string(),
    libraryName: z.string(),
    libraryUrl: z.string(),
  })
  .meta({ id: 'Attribution', description: 'to be shown, with both links, wherever the picture is shown' });

export const inspirationPictureSchema = z
  .object({
    id: z.string().meta({ description: "the library's own id" }),
    description: z.string(),
    previewUrl: z.string().meta({ description: "the library's own address: shown from there, never copied" }),
    width: z.int(),
    height: z.int(),
    colour: z.string().nullable(),
    attribution: attributionSchema,
  })
  .meta({ id: 'InspirationPicture' });

export const toPicture = (picture: InspirationPicture): z.infer<typeof inspirationPictureSchema> => ({
  ...picture,
  attribution: { ...picture.attribution },
});

export const EXAMPLE_PICTURE = {
  id: 'Dwu85P9SOIk',
  description: 'a bright kitchen',
  previewUrl: 'https://images.unsplash.com/photo-1417325384643-aac51acc9e5d?w=400',
  width: 2448,
  height: 3264,
  colour: '#6e633a',
  attribution: {
    authorName: 'Ada Example',
    authorUrl: 'https://unsplash.com/@ada?utm_source=softbox&utm_medium=referral',
    libraryName: 'Unsplash',
    libraryUrl: 'https://unsplash.com/?utm_source=softbox&utm_medium=referral',
  },
};

export const inspirationSchema = z
  .object({
    id: id('inspiration'),
    source: z.enum(['upload', 'unsplash', 'own']),
    pictureId: z.string().nullable().meta({ description: "the library's own id; null for an upload" }),
    previewUrl: z.string().nullable().meta({ description: 'hotlinked; null for an upload' }),
    attribution: attributionSchema.nullable(),
    width: z.int(),
    height: z.int(),
    description: sceneDescriptionSchema
      .nullable()
      .meta({ description: 'as it is now; null when an older version wrote it' }),
    asRead: sceneDescriptionSchema.nullable().meta({ description: 'as the model read it' }),
    model: z.string(),
    placeholder: z.boolean().meta({ description: 'true: a stand-in read it' }),
    version: z.int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Inspiration' });

export const toInspiration = (view: InspirationView): z.infer<typeof inspirationSchema> => {
  const { id: ownId, previewUrl, attribution, width, height, source, description, asRead } = view;
  const isUpload = source.kind === 'upload';
  return {
    id: ownId,
    source: isUpload ? 'upload' : source.library,
    pictureId: isUpload ? null : source.pictureId,
    previewUrl,
    attribution: attribution && { ...attribution },
    width,
    height,
    description,
    asRead,
    model: view.model,
    placeholder: view.placeholder,
    version: view.version,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
  };
};

export const EXAMPLE_INSPIRATION: z.infer<typeof inspirationSchema> = {
  id: '019aac3b-0000-7ddd-8eee-000000000007',
  source: 'unsplash',
  pictureId: EXAMPLE_PICTURE.id,
  previewUrl: EXAMPLE_PICTURE.previewUrl,
  attribution: EXAMPLE_PICTURE.attribution,
  width: 2448,
  height: 3264,
  description: EXAMPLE_SCENE,
  asRead: EXAMPLE_SCENE,
  model: 'claude/claude-haiku-5-5',
  placeholder: false,
  version: 1,
  createdAt: '2026-11-22T16:20:00.000Z',
  updatedAt: '2026-11-22T16:20:00.000Z',
};

const analysisVersionSchema = z
  .object({
    version: z.int().meta({ description: 'from 1; the newest counts' }),
    analysis: productAnalysisSchema.nullable().meta({ description: 'null when an older version wrote it' }),
    origin: z.enum(['model', 'merchant']),
    model: z.string().nullable(),
    placeholder: z.boolean(),
    createdBy: z.string(),
    createdAt: time,
  })
  .meta({ id: 'AnalysisVersion' });

export const photoAnalysisSchema = z
  .object({
    productImageId: id('photo'),
    versions: z.array(analysisVersionSchema).meta({ description: 'newest first, at most 20' }),
    verticals: z
      .array(z.enum(VERTICALS))
      .meta({ description: 'trades whose scenes suit, the likeliest first' }),
  })
  .meta({ id: 'PhotoAnalysis' });

const toVersion = (view: AnalysisView): z.infer<typeof analysisVersionSchema> => ({
  version: view.version,
  analysis: view.analysis,
  origin: view.origin,
  model: view.model,
  placeholder: view.placeholder,
  createdBy: view.createdBy,
  createdAt: view.createdAt.toISOString(),
});

export const toPhotoAnalysis = (photo: PhotoAnalysis): z.infer<typeof photoAnalysisSchema> => ({
  productImageId: photo.productImageId,
  versions: photo.versions.map(toVersion),
  verticals: [...photo.verticals],
});

export const EXAMPLE_ANALYSIS = productAnalysisSchema.parse({
  what: 'a stoneware mug',
  materials: ['stoneware'],
  colours: ['deep blue'],
  sizeClass: 'small',
  pose: 'standing',
  cameraHeight: 'table',
  textOnIt: ['KILN & CO'],
});

export const EXAMPLE_PHOTO_ANALYSIS: z.infer<typeof photoAnalysisSchema> = {
  productImageId: '019aac3b-0000-7ddd-8eee-000000000002',
  versions: [
    {
      version: 1,
      analysis: EXAMPLE_ANALYSIS,
      origin: 'model',
      model: 'claude/claude-haiku-5-5',
      placeholder: false,
      createdBy: 'shopify-user:42',
      createdAt: '2026-11-22T16:20:00.000Z',
    },
  ],
  verticals: ['home'],
};
