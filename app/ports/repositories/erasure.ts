/** What the law asks for when a store is gone for good (Shopify's `shop/redact`). */
export interface Erasure {
  /**
   * Deletes everything the database knows of the store, its ledger and audit log too; its webhooks stay as empty shells, so
   * that a late repetition is still known. Inside a transaction only (outside it the ledger refuses, and nothing is
   * deleted). False when there is no such store. Pictures in the object store are not touched.
   */
  eraseStore(storeId: string): Promise<boolean>;
}
