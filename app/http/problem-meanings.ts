import type { ProblemKind } from './problem.ts';

/** What a kind of problem means, whatever the occasion, for whoever builds on the API or runs the app. Plain text. */
export interface ProblemMeaning {
  readonly means: string;
  readonly whatToDo: string;
}

/** One entry a kind: the compiler refuses a kind without words. */
export const PROBLEM_MEANINGS = {
  'method-not-allowed': {
    means: 'This address exists, but does not answer to this HTTP method.',
    whatToDo: 'Use one of the methods in the Allow header of the answer.',
  },
  'unsupported-media-type': {
    means: 'The body was sent as something other than JSON in UTF-8.',
    whatToDo: 'Send the body as JSON with the header Content-Type: application/json.',
  },
  'invalid-input': {
    means: 'A part of the request is missing, unknown, or not of the form it must have.',
    whatToDo: 'Correct what "field" and "errors" of the answer name, and send the request again.',
  },
  unauthenticated: {
    means:
      'The request does not prove who sends it: its token or signature is missing, wrong, expired, or was used before.',
    whatToDo:
      'Send a fresh session token of App Bridge, or sign the request with a bridge key, a new nonce and the present time.',
  },
  forbidden: {
    means: 'It is known who calls, but Softbox is not installed in that store.',
    whatToDo: 'Install or open Softbox in the store once.',
  },
  'not-found': {
    means: 'There is nothing at this address, or nothing of this store with this id.',
    whatToDo: 'Check the address and the id. Ids of other stores are answered in the same way.',
  },
  conflict: {
    means: 'The thing is not in a state in which this can be done, or another request is at work on it.',
    whatToDo:
      'Read its present state and decide anew; after a Retry-After the same request may be sent again.',
  },
  'idempotency-mismatch': {
    means: 'The Idempotency-Key was used before for another request.',
    whatToDo: 'Make a new key for each new request; use an old one only to repeat the very same request.',
  },
  'payload-too-large': {
    means: 'The body of the request, or the file of a picture, is larger than what is taken.',
    whatToDo: 'Send less at once, or put a smaller picture into the store.',
  },
  'rate-limited': {
    means: 'More requests came than are answered in this time, here or at the server of a picture.',
    whatToDo: 'Wait as long as the Retry-After header says.',
  },
  'unsupported-option': {
    means:
      'A recipe asks for an option that does not exist, or for one that cannot be combined with the others.',
    whatToDo: 'Change or leave out the option that "field" names. Nothing was replaced silently.',
  },
  'budget-exceeded': {
    means: 'The account of the store does not cover the price of what was asked for.',
    whatToDo: 'Make fewer pictures, choose a recipe that costs less, or add credit. Nothing was charged.',
  },
  'image-empty': {
    means: 'The file of the source picture has no bytes.',
    whatToDo: 'Upload the picture to the store again.',
  },
  'image-corrupt': {
    means: 'The file of the source picture is damaged and cannot be read.',
    whatToDo: 'Save the picture again from its original, and upload it to the store.',
  },
  'image-truncated': {
    means: 'The file of the source picture ends in the middle.',
    whatToDo: 'Upload the picture to the store again; the upload or the download broke off.',
  },
  'image-too-large': {
    means: 'The source picture has more pixels, or more bytes, than are read.',
    whatToDo: 'Make the picture smaller and upload it to the store.',
  },
  'image-too-small': {
    means: 'The source picture has too few pixels to make a good picture of it.',
    whatToDo: 'Upload a larger photo of the product.',
  },
  'image-animated': {
    means: 'The source picture moves; only still pictures are worked on.',
    whatToDo: 'Upload a still photo of the product.',
  },
  'image-type-unsupported': {
    means: 'The source picture is of a type that is not read, an SVG or a HEIC for example.',
    whatToDo: 'Upload the photo as JPEG, PNG or WebP.',
  },
  'image-type-mismatch': {
    means: 'The file of the source picture is something other than it says it is.',
    whatToDo: 'Save the picture in the type that its name promises, and upload it again.',
  },
  'image-missing': {
    means: 'There is no source picture: the product has none, or it is no longer at its address.',
    whatToDo: 'Add a photo to the product, sync the catalogue, and ask again.',
  },
  'mask-empty': {
    means: 'No product could be told from the background of the photo.',
    whatToDo: 'Use a photo in which the product stands out from what is behind it.',
  },
  'url-forbidden': {
    means: 'The address of the picture is not one of the public internet, or leads to one that is not.',
    whatToDo: 'Use a picture at a public http or https address.',
  },
  'fetch-failed': {
    means: 'The picture could not be fetched from its server.',
    whatToDo: 'A job tries it several times. If it goes on, check that the address of the picture opens.',
  },
  'fetch-timeout': {
    means: 'The server of the picture took too long to answer.',
    whatToDo: 'A job tries it several times. If it goes on, check the server of the picture.',
  },
  'store-unavailable': {
    means: "The store's platform cannot be reached, or had an error of its own.",
    whatToDo: 'It is tried again by itself. Nothing was done twice or lost.',
  },
  'store-throttled': {
    means: "The store's platform asks for fewer calls in this time.",
    whatToDo: 'Nothing: work goes on by itself when the platform allows it.',
  },
  'store-unauthorized': {
    means: "The store's platform refused our access, or a permission that the app needs is missing.",
    whatToDo: 'Open Softbox in the store once, and agree to the permissions that it asks for.',
  },
  'store-disconnected': {
    means: 'Softbox is not, or no longer, connected to this store.',
    whatToDo: 'Install Softbox in the store again; everything that was there is found again.',
  },
  'publish-rejected': {
    means: 'The platform did not accept the publication.',
    whatToDo: 'Read the words of the answer, change what they name, and publish again.',
  },
  'media-limit': {
    means: 'The product holds as many media as the platform allows.',
    whatToDo: 'Replace a picture instead of adding one, or remove one from the product.',
  },
  'media-failed': {
    means: 'The platform took the picture and could not process it.',
    whatToDo: 'Publish again; if it fails again, make the picture in another format.',
  },
  'product-gone': {
    means: 'The product is no longer in the store.',
    whatToDo: 'Sync the catalogue, and choose another product.',
  },
  'media-gone': {
    means: 'A picture that this needs was removed from the store.',
    whatToDo: 'Look at the product as it is now, and decide anew.',
  },
  'provider-throttled': {
    means: 'The service that makes or judges pictures asks for fewer calls in this time.',
    whatToDo: 'Jobs go on by themselves. Anything else can be asked again after a while.',
  },
  'provider-paused': {
    means: 'Calls to the service are held back for a while, because its limit is reached or it has trouble.',
    whatToDo: 'Jobs go on by themselves. Anything else can be asked again after a while.',
  },
  'provider-quota': {
    means: 'The quota at the service is used up until it is renewed.',
    whatToDo: 'Wait for the renewal, or ask the service for a higher quota.',
  },
  'provider-unavailable': {
    means: 'The service cannot be reached, or is overloaded.',
    whatToDo:
      'A job tries several times before it fails, and is not charged then. Anything else can be asked again.',
  },
  'provider-unauthorized': {
    means: 'The service refused our key, or the account behind it.',
    whatToDo: 'Whoever runs this app checks the key of the service, its rights and its credit.',
  },
  'provider-blocked-prompt': {
    means: 'The safety rules of the service stopped the request before anything was made.',
    whatToDo: 'Change the words, or the pictures that go with them, and try again. Nothing was charged.',
  },
  'provider-blocked-output': {
    means: 'The service withheld what it made for its safety rules.',
    whatToDo: 'Change the words, or the pictures that go with them, and try again. Nothing was charged.',
  },
  'provider-refused': {
    means: 'The service declined the request.',
    whatToDo: 'Say it in other words and try again. Nothing was charged.',
  },
  'provider-bad-reply': {
    means: 'The service answered with something that cannot be used.',
    whatToDo:
      'A job tries several times before it fails, and is not charged then. Anything else can be asked again.',
  },
  'provider-reply-lost': {
    means: 'The answer of the service got lost on its way; it may have done the work.',
    whatToDo:
      'A job asks again by itself, and one picture is charged at most. Anything else can be asked again.',
  },
  'provider-run-expired': {
    means:
      'The cheaper run of the service, which was chosen for the order, did not come to the picture in its days.',
    whatToDo: 'Order it again, with canWait or at the normal price. Nothing was charged.',
  },
  'draw-waits': {
    means: 'The picture waits for the cheaper run of the service.',
    whatToDo: 'Nothing: it goes on by itself. Cancelling it refunds it.',
  },
  'fidelity-failed': {
    means: 'The product in the new picture differs from the product in the photo.',
    whatToDo: 'Use a recipe that keeps the pixels of the product, or try again. Nothing was charged.',
  },
  'placeholder-not-publishable': {
    means: 'The picture is a placeholder and not for a shop.',
    whatToDo: 'Make the picture with a real renderer, and publish that.',
  },
  cancelled: {
    means: 'The work was stopped, by a person or because the app was removed from the store.',
    whatToDo: 'Ask for it again if it is still wanted. What was not made was not charged.',
  },
  'lease-lost': {
    means: 'Another worker has taken this work over.',
    whatToDo: 'Nothing: the other one finishes it.',
  },
  internal: {
    means: 'Something went wrong on our side.',
    whatToDo: 'Try again later; tell whoever runs this app when it goes on. The log there has the cause.',
  },
} as const satisfies Record<ProblemKind, ProblemMeaning>;
