import { z } from 'zod';

/** Why a mask is doubtful. */
export const MASK_DOUBTS = [
  'empty',
  'nearly-empty',
  'nearly-full',
  'touches-all-borders',
  'touches-border',
  'shattered',
  'unsure-edges',
  'see-through-parts',
  'several-things',
  'props-left-out',
] as const;
export type MaskDoubt = (typeof MASK_DOUBTS)[number];

/** Under this confidence a person should look at the picture before it is published. */
export const DOUBTFUL_BELOW = 0.5;

const box = z.strictObject({ left: z.int(), top: z.int(), width: z.int(), height: z.int() });
export type Box = z.infer<typeof box>;

/**
 * Everything about a cut-out but its pixels: small enough for a database column. The pixels are a one-channel PNG of the
 * source's oriented size, kept in the object store.
 */
export const cutOutFactsSchema = z.strictObject({
  width: z.int(),
  height: z.int(),
  /** Box of alpha >= 0.5 in pixels; null when the mask is empty. */
  box: box.nullable(),
  /** 0..1; below `DOUBTFUL_BELOW` the mask is doubtful. */
  confidence: z.number().min(0).max(1),
  doubts: z.array(z.enum(MASK_DOUBTS)),
  /** `alpha`: the source's own transparency; `model`: found by the cut-out model. */
  method: z.enum(['alpha', 'model']),
  /** Name and content hash of the model file; null for `alpha`. */
  model: z.strictObject({ name: z.string(), sha256: z.string() }).nullable(),
  /** Version of our own steps around the model: a new version makes new masks. */
  version: z.string(),
});
export type CutOutFacts = z.infer<typeof cutOutFactsSchema>;

export const isDoubtful = (facts: { readonly confidence: number }): boolean =>
  facts.confidence < DOUBTFUL_BELOW;
