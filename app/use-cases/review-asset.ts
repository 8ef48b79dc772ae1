import { failure } from '../domain/failure.ts';
import type { ReviewState } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Asset, Assets } from '../ports/repositories/assets.ts';
import type { Reviews } from '../ports/repositories/reviews.ts';

export interface ReviewAssetDeps {
  readonly reviews: Reviews;
  readonly assets: Pick<Assets, 'get'>;
  readonly clock: Clock;
}

export interface ReviewRequest {
  /** `undecided` takes a decision back. */
  readonly state: ReviewState;
  readonly actor: string;
}

/** Pictures of one bulk decision, at most. */
export const MAX_REVIEWS = 500;

const decisionOf = ({ state, actor }: ReviewRequest, now: Date) => ({
  state,
  decidedBy: state === 'undecided' ? null : actor,
  now,
});

/** Approves or rejects one picture; held ones too. A decision may be changed. Failures: not-found. */
export const makeReviewAsset =
  ({ reviews, assets, clock }: ReviewAssetDeps) =>
  async (storeId: string, assetId: string, request: ReviewRequest): Promise<Result<Asset>> => {
    const decided = await reviews.decide(storeId, [assetId], decisionOf(request, clock.now()));
    const asset = decided.length === 1 ? await assets.get(storeId, assetId) : null;
    return asset ? ok(asset) : err(failure('not-found', 'There is no such picture.'));
  };

/** Decides about many at once. Ids that are not the store's come back as `missing`; the others are decided. */
export const makeReviewAssets =
  ({ reviews, clock }: Pick<ReviewAssetDeps, 'reviews' | 'clock'>) =>
  async (
    storeId: string,
    assetIds: readonly string[],
    request: ReviewRequest,
  ): Promise<Result<{ readonly decided: readonly string[]; readonly missing: readonly string[] }>> => {
    if (assetIds.length > MAX_REVIEWS) {
      return err(
        failure('invalid-input', `At most ${MAX_REVIEWS} pictures are decided at once.`, {
          field: 'assetIds',
        }),
      );
    }
    const decided = await reviews.decide(storeId, assetIds, decisionOf(request, clock.now()));
    return ok({ decided, missing: assetIds.filter((id) => !decided.includes(id)) });
  };
