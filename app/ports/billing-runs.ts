/** What the daily comparison of a provider's bill with the book remembers; nothing of a store. */
export interface BillingRuns {
  /**
   * Takes the provider's turn when it is due and nobody has it, until `leaseUntil`. Null otherwise. `reconciledUntil`: every call
   * that began before it was compared; null at the first turn.
   */
  claim(
    provider: string,
    turn: { readonly leaseId: string; readonly now: Date; readonly leaseUntil: Date },
  ): Promise<{ readonly reconciledUntil: Date | null } | null>;
  /** Notes how far it came and holds on to the turn. False when the turn is not ours any more. */
  advance(
    provider: string,
    step: {
      readonly leaseId: string;
      readonly now: Date;
      readonly reconciledUntil: Date;
      readonly leaseUntil: Date;
    },
  ): Promise<boolean>;
  /** Gives the turn back; the next one is due at `nextAt`. */
  finish(
    provider: string,
    end: { readonly leaseId: string; readonly now: Date; readonly nextAt: Date },
  ): Promise<void>;
}
