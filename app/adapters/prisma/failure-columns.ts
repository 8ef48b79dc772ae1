import { FAILURE_KINDS, type Failure } from '#app/domain/failure.ts';

/** The two columns in which a row keeps why it failed. */
export interface FailureColumns {
  readonly failureKind: string | null;
  readonly failureMessage: string | null;
}

/** Null also for a kind that this version does not know any more. */
export const failureOf = ({
  failureKind,
  failureMessage,
}: FailureColumns): Pick<Failure, 'kind' | 'message'> | null => {
  const kind = FAILURE_KINDS.find((known) => known === failureKind);
  return kind ? { kind, message: failureMessage ?? '' } : null;
};

/** `undefined` leaves the columns as they are. */
export const failureColumns = (
  why: Pick<Failure, 'kind' | 'message'> | null | undefined,
): Partial<FailureColumns> =>
  why === undefined ? {} : { failureKind: why?.kind ?? null, failureMessage: why?.message ?? null };
