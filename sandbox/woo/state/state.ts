import { join } from 'node:path';
import { makeDiskBlobs, makeMemoryBlobs } from '#sandbox/shopify/state/blobs.ts';
import { type Entry, makeMemoryJournal, openFileJournal } from '#sandbox/shopify/state/journal.ts';
import type { TableName, Tables } from './types.ts';

/** Rows by id, in the order of their ids; what is put or removed is on disk after `commit`. */
export type Table<Row extends { id: number }> = {
  get(id: number): Row | undefined;
  all(): Row[];
  readonly size: number;
  put(row: Row): void;
  remove(id: number): void;
};

export type SiteState = { readonly [Name in TableName]: Table<Tables[Name]> } & {
  nextId(): number;
  readonly blobs: { put(bytes: Uint8Array): Promise<string>; get(key: string): Promise<Buffer | undefined> };
  /** Writes what changed. What was answered is on disk before the answer. */
  commit(): void;
  close(): void;
};

const NAMES: readonly TableName[] = [
  'products',
  'variations',
  'attachments',
  'terms',
  'attributes',
  'keys',
  'webhooks',
  'deliveries',
  'posts',
  'plugin',
  'installed',
];
const SITE = 'site';
/** Ids begin where a fresh WordPress with its sample content has got to. */
const FIRST_ID = 10;

/** Opens the state of a site: in memory, or in a directory, where the next start finds it again. */
export function openSiteState(directory?: string): SiteState {
  const journal = directory ? openFileJournal(directory) : makeMemoryJournal();
  const blobs = directory ? makeDiskBlobs(join(directory, 'blobs')) : makeMemoryBlobs();
  const rows = new Map<string, Map<number, { id: number }>>(NAMES.map((name) => [name, new Map()]));
  let counter = FIRST_ID;
  let pending: Entry[] = [];

  for (const entry of journal.read()) {
    if (entry.t === 'counter') counter = entry.v;
    else if (entry.t === 'put') rows.get(entry.b)?.set(Number(entry.k), entry.v as { id: number });
    else if (entry.t === 'del') rows.get(entry.b)?.delete(Number(entry.k));
  }
  const all = (): Entry[] => [
    { t: 'counter', v: counter },
    ...[...rows].flatMap(([name, table]) =>
      [...table.values()].map((row): Entry => ({ t: 'put', s: SITE, b: name, k: row.id, v: row })),
    ),
  ];
  if (directory) journal.rewrite(all());

  const table = <Name extends TableName>(name: Name): Table<Tables[Name]> => {
    const kept = rows.get(name) as unknown as Map<number, Tables[Name]>;
    return {
      get: (id) => kept.get(id),
      all: () => [...kept.values()].sort((a, b) => a.id - b.id),
      get size() {
        return kept.size;
      },
      put(row) {
        kept.set(row.id, row);
        pending.push({ t: 'put', s: SITE, b: name, k: row.id, v: row });
      },
      remove(id) {
        if (kept.delete(id)) pending.push({ t: 'del', s: SITE, b: name, k: id });
      },
    };
  };

  return {
    products: table('products'),
    variations: table('variations'),
    attachments: table('attachments'),
    terms: table('terms'),
    attributes: table('attributes'),
    keys: table('keys'),
    webhooks: table('webhooks'),
    deliveries: table('deliveries'),
    posts: table('posts'),
    plugin: table('plugin'),
    installed: table('installed'),
    blobs,
    nextId() {
      counter += 1;
      pending.push({ t: 'counter', v: counter });
      return counter;
    },
    commit() {
      if (pending.length === 0) return;
      journal.append(pending);
      pending = [];
    },
    close() {
      this.commit();
      journal.close();
    },
  };
}
