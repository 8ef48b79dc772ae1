import { z } from 'zod';
import { LEFT_ALONE, type MediaSnapshot, PLACEMENTS, PUBLICATION_STATES } from '#app/domain/publication.ts';
import { MAX_ALT } from '#app/domain/words/check-words.ts';
import { MAX_LANGUAGES } from '#app/domain/words/language.ts';
import type { Publication } from '#app/ports/repositories/publications.ts';
import type { PublicationPreview } from '#app/use-cases/preview-publication.ts';
import { id, isoOrNull, reasonSchema, time } from './common.ts';

const externalId = z.string().min(1).max(200);

export const leftAloneSchema = z
  .object({ what: z.enum(LEFT_ALONE), id: z.string(), why: z.string() })
  .meta({ id: 'LeftAlone', description: 'what undo did not touch, because someone changed it since' });

export const altTranslationSchema = z
  .object({ locale: z.string().max(20), value: z.string().max(MAX_ALT) })
  .meta({ id: 'AltTranslation', description: 'an alt text in another language of the store' });

export const publicationSchema = z
  .object({
    id: id('publication'),
    assetId: id('picture'),
    productId: id('product'),
    productExternalId: z.string(),
    placement: z.enum(PLACEMENTS),
    replacesMediaId: z.string().nullable(),
    variantIds: z.array(z.string()),
    alt: z.string(),
    altTranslations: z.array(altTranslationSchema),
    state: z.enum(PUBLICATION_STATES),
    mediaId: z.string().nullable().meta({ description: "the platform's id of our file, once known" }),
    liveUrl: z.string().nullable(),
    labelKept: z.boolean().nullable().meta({
      description: 'whether the file that shoppers get still carries its label; null until checked',
    }),
    leftAlone: z.array(leftAloneSchema),
    reason: reasonSchema.nullable(),
    createdBy: z.string(),
    createdAt: time,
    changedAt: time,
    publishedAt: time.nullable(),
    revertedAt: time.nullable(),
  })
  .meta({ id: 'Publication' });

export const toPublication = (p: Publication): z.infer<typeof publicationSchema> => ({
  id: p.id,
  assetId: p.assetId,
  productId: p.productId,
  productExternalId: p.productExternalId,
  placement: p.placement,
  replacesMediaId: p.replacesMediaId,
  variantIds: [...p.variantIds],
  alt: p.alt,
  altTranslations: p.altTranslations.map(({ locale, value }) => ({ locale, value })),
  state: p.state,
  mediaId: p.fileId,
  liveUrl: p.liveUrl,
  labelKept: p.labelKept,
  leftAlone: p.leftAlone.map(({ what, id: elementId, why }) => ({ what, id: elementId, why })),
  reason: p.failure === null ? null : { kind: p.failure.kind, message: p.failure.message },
  createdBy: p.createdBy,
  createdAt: p.createdAt.toISOString(),
  changedAt: p.changedAt.toISOString(),
  publishedAt: isoOrNull(p.publishedAt),
  revertedAt: isoOrNull(p.revertedAt),
});

/** One picture to publish. */
export const publicationInput = z
  .strictObject({
    assetId: id('picture'),
    placement: z.enum(PLACEMENTS).default('append').meta({
      description:
        'append: last; main: first, the others keep their order; replace: takes the place of replacesMediaId, whose file stays',
    }),
    replacesMediaId: externalId.nullable().default(null).meta({
      description: "the platform's id of the medium to replace; for placement replace only",
    }),
    variantIds: z
      .array(externalId)
      .max(2048)
      .default([])
      .meta({ description: "the platform's ids of variants that shall show the new picture" }),
    alt: z.string().max(512).optional().meta({
      description:
        'alt text; left out: the words that were written for the picture, and without such words the alt text of its source',
    }),
    altTranslations: z.array(altTranslationSchema).max(MAX_LANGUAGES).optional().meta({
      description:
        'the alt text in other published languages of the store (Shopify); left out together with alt: those that were written',
    }),
  })
  .superRefine((p, ctx) => {
    if ((p.placement === 'replace') === (p.replacesMediaId !== null)) return;
    const message =
      p.placement === 'replace' ? 'placement replace needs it' : 'it goes with placement replace only';
    ctx.addIssue({ code: 'custom', path: ['replacesMediaId'], message, input: p });
  })
  .meta({ id: 'PublicationInput' });

export const EXAMPLE_PUBLICATION: z.infer<typeof publicationSchema> = {
  id: '019aac40-0000-7fff-8aaa-000000000001',
  assetId: '019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b',
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  productExternalId: 'gid://shopify/Product/7',
  placement: 'main',
  replacesMediaId: null,
  variantIds: [],
  alt: 'Blue mug',
  altTranslations: [{ locale: 'de', value: 'Blaue Tasse' }],
  state: 'published',
  mediaId: 'gid://shopify/MediaImage/88',
  liveUrl: 'https://cdn.shopify.com/s/files/1/0001/softbox.jpg',
  labelKept: true,
  leftAlone: [],
  reason: null,
  createdBy: 'shopify-user:42',
  createdAt: '2026-11-22T16:30:00.000Z',
  changedAt: '2026-11-22T16:30:09.000Z',
  publishedAt: '2026-11-22T16:30:09.000Z',
  revertedAt: null,
};

const mediumSchema = z
  .object({
    mediaId: z.string().nullable().meta({ description: 'null is the new picture' }),
    kind: z.enum(['image', 'video', 'external-video', 'model-3d']),
    alt: z.string(),
    url: z.string().nullable(),
  })
  .meta({ id: 'Medium' });

export const previewSchema = z
  .object({
    productId: id('product'),
    productExternalId: z.string(),
    before: z.array(mediumSchema),
    after: z.array(mediumSchema),
    detachedMediaId: z
      .string()
      .nullable()
      .meta({ description: 'the medium that leaves the gallery; its file stays in the store' }),
    variants: z
      .array(z.object({ variantId: z.string(), fromMediaId: z.string().nullable() }))
      .meta({ description: 'variants that would show the new picture, and what they show now' }),
  })
  .meta({ id: 'PublicationPreview' });

type MediumView = z.infer<typeof mediumSchema>;
const NEW_MEDIUM: MediumView = { mediaId: null, kind: 'image', alt: '', url: null };
const toMedium = ({ id: mediaId, kind, alt, url }: MediaSnapshot): MediumView => ({
  mediaId,
  kind,
  alt,
  url,
});

export const toPreview = (p: PublicationPreview): z.infer<typeof previewSchema> => ({
  productId: p.productId,
  productExternalId: p.productExternalId,
  before: p.before.map(toMedium),
  after: p.after.map((medium) => (medium === null ? NEW_MEDIUM : toMedium(medium))),
  detachedMediaId: p.detached,
  variants: p.variants.map(({ variantId, from }) => ({ variantId, fromMediaId: from })),
});

const EXAMPLE_MEDIUM: MediumView = {
  mediaId: 'gid://shopify/MediaImage/31',
  kind: 'image',
  alt: 'Blue mug',
  url: 'https://cdn.shopify.com/s/files/1/0001/mug.jpg',
};
export const EXAMPLE_PREVIEW: z.infer<typeof previewSchema> = {
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  productExternalId: 'gid://shopify/Product/7',
  before: [EXAMPLE_MEDIUM],
  after: [NEW_MEDIUM, EXAMPLE_MEDIUM],
  detachedMediaId: null,
  variants: [],
};
