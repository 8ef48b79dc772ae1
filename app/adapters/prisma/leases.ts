/** Columns of a row that one worker at a time may work on, until its lease ends. */
interface FreeAt {
  OR: [{ leaseUntil: null }, { leaseUntil: { lte: Date } }];
}

/** Nobody holds it at `now`: never claimed, given back, or claimed by a worker that is gone. */
export const freeAt = (now: Date): FreeAt => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] });

/** Free at `now`, and its time has come. */
export const dueAt = (
  now: Date,
): { AND: [FreeAt, { OR: [{ notBefore: null }, { notBefore: { lte: Date } }] }] } => ({
  AND: [freeAt(now), { OR: [{ notBefore: null }, { notBefore: { lte: now } }] }],
});

export const NO_LEASE = { leaseId: null, leaseUntil: null } as const;

/** Gives a row back until `notBefore`. A try that was only waiting (`countsAsTry` false) is not counted. */
export const givenBack = ({
  notBefore,
  countsAsTry,
}: {
  readonly notBefore: Date | null;
  readonly countsAsTry: boolean;
}) => ({ ...NO_LEASE, notBefore, ...(countsAsTry ? {} : { attempt: { decrement: 1 } }) });
