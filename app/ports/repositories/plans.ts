import type { Micros } from '../../domain/ledger.ts';
import type { Plan } from '../../domain/plan.ts';

export interface PlanRow extends Plan {
  /** First day of the month whose credit was granted last; null: none yet. */
  readonly grantedFor: Date | null;
  /** What was granted for that month. */
  readonly granted: Micros;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** A store as the operator's list shows it. */
export interface StoreAccount {
  readonly storeId: string;
  readonly platform: 'shopify' | 'woocommerce';
  readonly externalId: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly balance: Micros;
  readonly plan: Plan | null;
}

/** What the operator gives each store. A month's credit is granted once, whoever asks for it and how often. */
export interface Plans {
  /** Null: the store has none. */
  get(storeId: string): Promise<PlanRow | null>;
  put(storeId: string, plan: Plan & { readonly updatedBy: string; readonly now: Date }): Promise<PlanRow>;
  /**
   * Grants what is lacking of this month's credit: all of it, or what a raised plan gives more. Returns what was granted now;
   * zero when nothing was lacking, there is no plan, or the store is not active.
   */
  grantMonth(storeId: string, now: Date): Promise<Micros>;
  /** A sweep: `grantMonth` of at most `limit` stores that lack something. Returns how many got credit. */
  grantDue(now: Date, limit: number): Promise<number>;
  /** For the operator: stores of every kind, oldest first. Each with the sum of its entries. */
  accounts(page: {
    readonly afterStoreId: string | null;
    readonly limit: number;
  }): Promise<readonly StoreAccount[]>;
}
