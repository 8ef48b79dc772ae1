export interface Recipes {
  /** The recipe's body as it was stored, or null. */
  get(storeId: string, hash: string): Promise<unknown>;
}
