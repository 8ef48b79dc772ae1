/** Money is integer micro-units of the US dollar, in which providers bill (1 000 000 = US$1); never a float. */
export type Micros = bigint;

/**
 * The merchant's ledger (invariant 7): append-only; the sum of `amount` is the balance, always. A reserve takes the price
 * (negative), a refund gives it back (positive), a settle closes the reserve at the price reserved (zero).
 */
export const LEDGER_ENTRY_KINDS = ['grant', 'reserve', 'settle', 'refund'] as const;
export type LedgerEntryKind = (typeof LEDGER_ENTRY_KINDS)[number];

export interface LedgerEntry {
  readonly kind: LedgerEntryKind;
  readonly amount: Micros;
  readonly jobId: string | null;
}

/** Amount of the entry that ends a reserve of `price`. */
export const closingAmount = (effect: 'settle' | 'refund', price: Micros): Micros =>
  effect === 'refund' ? price : 0n;
export const balanceOf = (entries: readonly LedgerEntry[]): Micros =>
  entries.reduce((sum, e) => sum + e.amount, 0n);
