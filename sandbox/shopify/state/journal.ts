import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ShopRecord } from './types.ts';

/** One line of the state file. Replaying all of them in order gives the state. */
export type Entry =
  | { t: 'counter'; v: number }
  | { t: 'shop'; v: ShopRecord }
  | { t: 'put'; s: string; b: string; k: string | number; v: unknown }
  | { t: 'del'; s: string; b: string; k: string | number };

export type Journal = {
  /** Everything written so far, oldest first. */
  read(): Entry[];
  append(entries: Entry[]): void;
  /** Replaces the whole file by these entries, atomically. */
  rewrite(entries: Entry[]): void;
  close(): void;
};

/** Keeps nothing. */
export function makeMemoryJournal(): Journal {
  return { read: () => [], append: () => {}, rewrite: () => {}, close: () => {} };
}

/**
 * A file of JSON lines, appended to on each commit. A kill in the middle of a write leaves at most one torn last line,
 * which is left out on reading: what was not fully written was not answered either.
 */
export function openFileJournal(directory: string): Journal {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'state.jsonl');
  let handle = openSync(path, 'a');
  return {
    read() {
      if (!existsSync(path)) return [];
      const lines = readFileSync(path, 'utf8').split('\n');
      const entries: Entry[] = [];
      for (const line of lines) {
        if (line === '') continue;
        try {
          entries.push(JSON.parse(line) as Entry);
        } catch {
          break;
        }
      }
      return entries;
    },
    append(entries) {
      appendFileSync(handle, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
    rewrite(entries) {
      const temporary = `${path}.new`;
      writeFileSync(temporary, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      closeSync(handle);
      renameSync(temporary, path);
      handle = openSync(path, 'a');
    },
    close() {
      closeSync(handle);
    },
  };
}
