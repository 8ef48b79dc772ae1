import { type Failure, type FailureKind, failure } from '../failure.ts';

/** The failures that a call to a provider can end with. */
export const PROVIDER_FAILURE_KINDS = [
  'provider-throttled',
  'provider-paused',
  'provider-quota',
  'provider-unavailable',
  'provider-unauthorized',
  'provider-blocked-prompt',
  'provider-blocked-output',
  'provider-refused',
  'provider-bad-reply',
  'provider-reply-lost',
] as const satisfies readonly FailureKind[];
export type ProviderFailureKind = (typeof PROVIDER_FAILURE_KINDS)[number];

export const isProviderFailure = (kind: FailureKind): kind is ProviderFailureKind =>
  (PROVIDER_FAILURE_KINDS as readonly FailureKind[]).includes(kind);

/** What a merchant reads: what happened, what it means for the picture and the bill, and what can be done. */
const WORDS = {
  'provider-throttled': (name) => `${name} asks us to slow down. We wait and go on by ourselves.`,
  'provider-paused': (name) =>
    `Calls to ${name} are held back for a moment, because its limit is reached or it has trouble. We go on by ourselves.`,
  'provider-quota': (name) =>
    `The quota at ${name} is used up for now. We go on when it is renewed; a higher quota in the ${name} account makes it faster.`,
  'provider-unavailable': (name) =>
    `${name} could not be reached or is overloaded. We try again a few times.`,
  'provider-unauthorized': (name) =>
    `${name} refused our access: the key is wrong, may not use this model, or its account has no credit. Check the key with "npm run providers:check".`,
  'provider-blocked-prompt': (name) =>
    `${name} does not make a picture from this description: its safety rules stopped it. Change the words of the scene and try again; nothing was charged.`,
  'provider-blocked-output': (name) =>
    `${name} made a picture but withheld it for its safety rules. Change the scene or the reference pictures and try again; nothing was charged.`,
  'provider-refused': (name) =>
    `${name} declined this request. Describe the scene in another way and try again; nothing was charged.`,
  'provider-bad-reply': (name) =>
    `${name} answered with something that is not usable. We try again a few times.`,
  'provider-reply-lost': (name) =>
    `The answer of ${name} got lost on its way. We ask again; you are charged for one picture at most.`,
} as const satisfies Record<ProviderFailureKind, (name: string) => string>;

/**
 * A provider's failure in words for the merchant. `name` is what people call the provider ("Gemini"). Use it wherever a
 * provider fails, so that the same thing is said in the same words.
 *
 * - `provider-throttled`: 429, with the provider's hint in `retryAfterMs` when it gave one.
 * - `provider-quota`: a quota that renews by itself (per day); `retryAfterMs` until then. An account without credit is
 *   `provider-unauthorized`: waiting does not help.
 * - `provider-unavailable`: 5xx, overloaded, or no connection: nothing was made.
 * - `provider-bad-reply`: text instead of a picture, cut-off base64, invalid JSON, a picture of the wrong size.
 * - `provider-reply-lost`: sent, and no complete answer: it may have been made and billed.
 */
export const providerFailure = (
  kind: ProviderFailureKind,
  name: string,
  extra: Omit<Failure, 'kind' | 'message'> = {},
): Failure => failure(kind, WORDS[kind](name), extra);
