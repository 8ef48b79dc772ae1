import type { Page, PageRequest } from './page.ts';

/** Who did what to which thing. */
export interface AuditEntry {
  readonly id: string;
  /** `shopify-user:<id>`, `shopify:<shop>`, `bridge:<key id>`, `system`. */
  readonly actor: string;
  /** A verb, for example `publish`, `undo`, `approve`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Facts; never secrets, never store text. */
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly at: Date;
}

/** Append-only: the database itself refuses to change or delete an entry. */
export interface AuditLog {
  append(storeId: string, entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  list(storeId: string, page: PageRequest): Promise<Page<AuditEntry>>;
}
