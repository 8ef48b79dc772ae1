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

/** Work of the queue waits and is tried again by itself; what somebody waits for on a screen (a reading, a search) is not. */
const WAITING = 'Pictures that wait go on by themselves; anything else can be tried again in a while.';
const TRIED =
  'Pictures in the making are tried several times before they are given up. Nothing was charged; try again in a while.';

/**
 * What a merchant reads: what happened, what it means for the picture and the bill, and what can be done. The same words stand
 * beside a picture that is still tried, beside one that was given up, and where a model only reads: each must be true there.
 */
const WORDS = {
  'provider-throttled': (name) => `${name} asks for fewer calls just now. ${WAITING}`,
  'provider-paused': (name) =>
    `Calls to ${name} are held back for a moment, because its limit is reached or it has trouble. ${WAITING}`,
  'provider-quota': (name) =>
    `The quota at ${name} is used up until it is renewed. Pictures that wait go on then; a higher quota in the ${name} account makes it sooner.`,
  'provider-unavailable': (name) => `${name} could not be reached or is overloaded. ${TRIED}`,
  'provider-unauthorized': (name) =>
    `${name} refused our access: the key is wrong, may not use this model, or its account has no credit. Check the key with "npm run providers:check".`,
  'provider-blocked-prompt': (name) =>
    `The safety rules of ${name} stopped this before anything was made. Change the words, or the pictures that go with them, and try again; nothing was charged.`,
  'provider-blocked-output': (name) =>
    `${name} withheld what it made for its safety rules. Change the words, or the pictures that go with them, and try again; nothing was charged.`,
  'provider-refused': (name) =>
    `${name} declined this request. Say it in other words and try again; nothing was charged.`,
  'provider-bad-reply': (name) => `${name} answered with something that is not usable. ${TRIED}`,
  'provider-reply-lost': (name) =>
    `The answer of ${name} got lost on its way. A picture in the making is asked for again by itself and charged once at most; anything else can be tried again.`,
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
