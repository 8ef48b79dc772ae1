import { z } from 'zod';
import { DEFAULT_BREAKER, type GateRules, type Limit, type LimitUnit } from './gate-types.ts';
import { imageModel } from './model-facts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const amount = z.int().min(1).max(1_000_000_000).optional();

/** Limits of one model, as an operator writes them; what is left out keeps its default. */
export const modelLimitsSchema = z.strictObject({
  requestsPerMinute: amount,
  requestsPerDay: amount,
  imagesPerMinute: amount,
  imagesPerDay: amount,
  tokensPerMinute: amount,
  tokensPerDay: amount,
  /** Calls that one store may have in flight at this model. */
  perStoreInFlight: z.int().min(1).max(1_000).optional(),
});
export type ModelLimits = z.infer<typeof modelLimitsSchema>;

/** By "provider/model", or by "provider" for all its models. */
export const providerLimitsSchema = z.record(z.string().min(1).max(120), modelLimitsSchema);
export type ProviderLimits = z.infer<typeof providerLimitsSchema>;

/**
 * Careful figures of our own: providers give every account limits of its own and show them in their consoles
 * (https://ai.google.dev/gemini-api/docs/rate-limits, https://platform.claude.com/docs/en/api/rate-limits). Set yours.
 */
const DEFAULT_IMAGE: ModelLimits = {
  requestsPerMinute: 60,
  requestsPerDay: 2_000,
  imagesPerMinute: 60,
  imagesPerDay: 2_000,
  tokensPerMinute: 1_000_000,
  perStoreInFlight: 4,
};
const DEFAULT_TEXT: ModelLimits = {
  requestsPerMinute: 50,
  requestsPerDay: 10_000,
  tokensPerMinute: 400_000,
  perStoreInFlight: 4,
};

const LIMIT_FIELDS = [
  ['requestsPerMinute', 'requests', MINUTE_MS],
  ['requestsPerDay', 'requests', DAY_MS],
  ['imagesPerMinute', 'images', MINUTE_MS],
  ['imagesPerDay', 'images', DAY_MS],
  ['tokensPerMinute', 'tokens', MINUTE_MS],
  ['tokensPerDay', 'tokens', DAY_MS],
] as const satisfies readonly (readonly [keyof ModelLimits, LimitUnit, number])[];

/** A place at the gate is held for at most this long: more than the longest time limit of a call. */
export const TICKET_MS = 6 * MINUTE_MS;

/** The rules of a model's gate: the operator's figures over our defaults, the model's own over its provider's. */
export const gateRules = (
  overrides: ProviderLimits,
  { provider, model }: { readonly provider: string; readonly model: string },
): GateRules => {
  const defaults = imageModel(provider, model) ? DEFAULT_IMAGE : DEFAULT_TEXT;
  const set = { ...defaults, ...overrides[provider], ...overrides[`${provider}/${model}`] };
  const limits = LIMIT_FIELDS.flatMap(([field, unit, windowMs]): Limit[] => {
    const most = set[field];
    return most === undefined ? [] : [{ unit, amount: most, windowMs }];
  });
  return {
    limits,
    perStoreInFlight: set.perStoreInFlight ?? 4,
    ticketMs: TICKET_MS,
    breaker: DEFAULT_BREAKER,
  };
};
