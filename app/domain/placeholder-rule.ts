import { type Failure, failure } from './failure.ts';

/**
 * Whether a picture may go into a store: one that a stand-in of a provider took part in shows that the work works, and is no
 * picture for shoppers. It may be published to a sandbox store only. Null: it may. `store` null: there is none any more, so
 * nothing may be taken for a sandbox.
 */
export const placeholderFailure = (
  asset: { readonly isPlaceholder: boolean },
  store: { readonly isSandbox: boolean } | null,
): Failure | null =>
  asset.isPlaceholder && !(store?.isSandbox ?? false)
    ? failure(
        'placeholder-not-publishable',
        'This picture is a placeholder: a stand-in made it, because no key of an image provider was set up. Set one up (docs/providers.md), make the picture again, and publish that one.',
        { field: 'assetId' },
      )
    : null;
