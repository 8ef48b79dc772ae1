import { z } from 'zod';
import type { JobReason } from '../image-job.ts';
import { FIDELITY_VERDICTS } from './judge-fidelity.ts';
import { fidelityRegionSchema } from './measures.ts';

/** What the fidelity gate said of one draw, as it is kept beside the draw and with the finished picture. */
export const drawVerdictSchema = z.strictObject({
  verdict: z.enum(FIDELITY_VERDICTS),
  score: z.number(),
  /** For the merchant, and for the next draw. */
  sentence: z.string(),
  regions: z.array(fidelityRegionSchema),
  /** How the second look went; null where the recipe asks for none. */
  secondLook: z
    .strictObject({
      status: z.enum(['looked', 'needless', 'nobody', 'failed']),
      /** "provider/model" that looked. */
      by: z.string().nullable(),
      isPlaceholder: z.boolean(),
      /** Why there was none, for the merchant. */
      why: z.string().nullable(),
    })
    .nullable(),
});
export type DrawVerdict = z.infer<typeof drawVerdictSchema>;

/** What becomes of a draw. */
export type DrawFate =
  | { readonly fate: 'take' }
  /** Finished, and a person looks at it first. */
  | { readonly fate: 'hold'; readonly doubt: string }
  | { readonly fate: 'again' }
  | { readonly fate: 'fail'; readonly reason: JobReason };

/** A second look that was asked for and did not happen is not silently left out: a person looks instead. */
const missedLook = ({ secondLook }: DrawVerdict): string | null => {
  if (secondLook?.status === 'nobody') {
    return 'The recipe asks for a second look, and no vision model is set up here: look yourself.';
  }
  return secondLook?.status === 'failed'
    ? `The second look that the recipe asks for did not happen: ${secondLook.why ?? 'nobody answered.'}`
    : null;
};

const times = (draws: number): string => (draws === 1 ? 'once' : draws === 2 ? 'twice' : `${draws} times`);

/** What becomes of the `number`th draw (from 1) of at most `most`. */
export const fateOf = (
  verdict: DrawVerdict,
  { number, most }: { readonly number: number; readonly most: number },
): DrawFate => {
  switch (verdict.verdict) {
    case 'pass': {
      const doubt = missedLook(verdict);
      return doubt === null ? { fate: 'take' } : { fate: 'hold', doubt };
    }
    case 'hold':
      return { fate: 'hold', doubt: verdict.sentence };
    case 'fail':
      return number < most
        ? { fate: 'again' }
        : {
            fate: 'fail',
            reason: {
              kind: 'fidelity-failed',
              message: `The product did not stay itself: ${verdict.sentence} The picture was made ${times(number)} and is not used; nothing was charged.`,
            },
          };
  }
};
