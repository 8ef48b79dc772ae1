import { join } from 'node:path';
import { makeDiskBlobs, makeMemoryBlobs } from './blobs.ts';
import { type Entry, makeMemoryJournal, openFileJournal } from './journal.ts';
import type { SandboxState, ShopRecord, ShopState, Table } from './types.ts';

/** Ids start high, so that code which keeps them in 32 bits fails here too. */
const FIRST_ID = 8_000_000_000_001;

const TABLES = {
  products: (row: { id: number }) => row.id,
  variants: (row: { id: number }) => row.id,
  files: (row: { id: number }) => row.id,
  collections: (row: { id: number }) => row.id,
  metafields: (row: { id: number }) => row.id,
  locales: (row: { locale: string }) => row.locale,
  translations: (row: { id: string }) => row.id,
  jobs: (row: { id: string }) => row.id,
  stagedUploads: (row: { id: string }) => row.id,
  installations: (row: { id: number }) => row.id,
  tokens: (row: { id: string }) => row.id,
  deliveries: (row: { id: string }) => row.id,
  bulkOperations: (row: { id: number }) => row.id,
  tasks: (row: { id: number }) => row.id,
} as const;
type TableName = keyof typeof TABLES;

type OpenTable = Table<string | number, unknown> & { load(key: string | number, row: unknown): void };

function makeTable(
  keyOf: (row: never) => string | number,
  written: (key: string | number, row: unknown | undefined) => void,
): OpenTable {
  const rows = new Map<string | number, unknown>();
  return {
    get: (key) => rows.get(key),
    get size() {
      return rows.size;
    },
    all: () => [...rows.values()],
    put(row) {
      const key = keyOf(row as never);
      rows.set(key, row);
      written(key, row);
    },
    remove(key) {
      if (rows.delete(key)) written(key, undefined);
    },
    load(key, row) {
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
    },
  };
}

/**
 * Opens the sandbox's state: in memory, or in `directory`, where everything committed is found again after a restart
 * (also after a kill). One process at a time.
 */
export function openState(options: { directory?: string; now: () => number }): SandboxState {
  const journal = options.directory ? openFileJournal(options.directory) : makeMemoryJournal();
  const shops = new Map<string, { state: ShopState; tables: Record<TableName, OpenTable> }>();
  let counter = FIRST_ID;
  let pending = new Map<string, Entry>();

  const note = (key: string, entry: Entry) => {
    pending.delete(key);
    pending.set(key, entry);
  };
  const nextId = () => {
    counter += 1;
    note('counter', { t: 'counter', v: counter });
    return counter;
  };
  const openShop = (record: ShopRecord) => {
    const tables = {} as Record<TableName, OpenTable>;
    for (const name of Object.keys(TABLES) as TableName[]) {
      tables[name] = makeTable(TABLES[name] as (row: never) => string | number, (key, row) =>
        note(
          `${record.domain} ${name} ${key}`,
          row === undefined
            ? { t: 'del', s: record.domain, b: name, k: key }
            : { t: 'put', s: record.domain, b: name, k: key, v: row },
        ),
      );
    }
    const state = { record, nextId, ...tables } as unknown as ShopState;
    shops.set(record.domain, { state, tables });
    return state;
  };

  for (const entry of journal.read()) {
    if (entry.t === 'counter') counter = Math.max(counter, entry.v);
    else if (entry.t === 'shop') openShop(entry.v);
    else
      shops
        .get(entry.s)
        ?.tables[entry.b as TableName]?.load(entry.k, entry.t === 'put' ? entry.v : undefined);
  }
  journal.rewrite(snapshot(counter, shops));
  pending = new Map();

  return {
    shops: () => [...shops.values()].map((shop) => shop.state),
    shop: (domain) => shops.get(domain)?.state,
    createShop(record) {
      const full: ShopRecord = { ...record, id: nextId(), createdAt: options.now() };
      note(`shop ${full.domain}`, { t: 'shop', v: full });
      return openShop(full);
    },
    blobs: options.directory ? makeDiskBlobs(join(options.directory, 'blobs')) : makeMemoryBlobs(),
    commit() {
      if (pending.size === 0) return;
      const entries = [...pending.values()];
      pending = new Map();
      journal.append(entries);
    },
    close() {
      this.commit();
      journal.close();
    },
  };
}

function snapshot(
  counter: number,
  shops: Map<string, { state: ShopState; tables: Record<TableName, OpenTable> }>,
): Entry[] {
  const entries: Entry[] = [{ t: 'counter', v: counter }];
  for (const [domain, { state, tables }] of shops) {
    entries.push({ t: 'shop', v: state.record });
    for (const name of Object.keys(TABLES) as TableName[]) {
      for (const row of tables[name].all()) {
        entries.push({ t: 'put', s: domain, b: name, k: TABLES[name](row as never), v: row });
      }
    }
  }
  return entries;
}
