import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

type JournalEntry = [table: string, key: string, row?: unknown];

/** The journal is rewritten when it has grown by this many bytes, and by four times what it holds. */
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024;

/**
 * Rows of one kind by key. Rows are plain JSON objects that may be changed in place; `put` them afterwards,
 * otherwise the change is not on disk.
 */
export class Table<Row extends object> {
  readonly name: string;
  readonly rows = new Map<string, Row>();
  readonly #touched: (table: Table<Row>, key: string) => void;

  constructor(name: string, touched: (table: Table<Row>, key: string) => void) {
    this.name = name;
    this.#touched = touched;
  }

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  put(key: string, row: Row): Row {
    this.rows.set(key, row);
    this.#touched(this, key);
    return row;
  }

  delete(key: string): void {
    if (this.rows.delete(key)) this.#touched(this, key);
  }

  values(): Row[] {
    return [...this.rows.values()];
  }
}

/**
 * All state of the emulator: named tables, made durable by an append-only journal of changed rows.
 *
 * `commit()` writes everything that changed since the last commit as one line in one synchronous write, so a killed
 * process leaves either all or nothing of a call (a torn last line is ignored at start). No fsync: the state must
 * survive the death of the process, not of the machine.
 */
export class Store {
  readonly #tables = new Map<string, Table<object>>();
  readonly #dirty = new Map<Table<object>, Set<string>>();
  readonly #loaded = new Map<string, Map<string, object>>();
  readonly #path: string | undefined;
  readonly #compactAfterBytes: number;
  #file: number | undefined;
  #liveBytes = 0;
  #grownBytes = 0;

  constructor(path?: string, compactAfterBytes = COMPACT_AFTER_BYTES) {
    this.#path = path;
    this.#compactAfterBytes = compactAfterBytes;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) this.#load(readFileSync(path, 'utf8'));
    this.#rewrite(path, this.#loaded);
  }

  table<Row extends object>(name: string): Table<Row> {
    const table = new Table<Row>(name, (touched, key) => {
      const keys = this.#dirty.get(touched as unknown as Table<object>);
      if (keys === undefined) this.#dirty.set(touched as unknown as Table<object>, new Set([key]));
      else keys.add(key);
    });
    for (const [key, row] of this.#loaded.get(name) ?? []) table.rows.set(key, row as Row);
    this.#loaded.delete(name);
    this.#tables.set(name, table as unknown as Table<object>);
    return table;
  }

  /** Puts all changes since the last commit on disk. Must run before anybody is told that they happened. */
  commit(): void {
    if (this.#dirty.size === 0) return;
    if (this.#file !== undefined) {
      const entries: JournalEntry[] = [];
      for (const [table, keys] of this.#dirty) {
        for (const key of keys) {
          const row = table.rows.get(key);
          entries.push(row === undefined ? [table.name, key] : [table.name, key, row]);
        }
      }
      this.#grownBytes += writeFully(this.#file, `${JSON.stringify(entries)}\n`);
    }
    this.#dirty.clear();
    if (this.#path !== undefined && this.#grownBytes > Math.max(this.#compactAfterBytes, 4 * this.#liveBytes)) {
      this.#rewrite(this.#path, new Map([...this.#tables].map(([name, table]) => [name, table.rows])));
    }
  }

  close(): void {
    this.commit();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #load(text: string): void {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      let entries: JournalEntry[];
      try {
        entries = JSON.parse(line) as JournalEntry[];
      } catch {
        // The line that was being written when the process was killed: nobody was told of it.
        continue;
      }
      for (const [name, key, row] of entries) {
        let rows = this.#loaded.get(name);
        if (rows === undefined) this.#loaded.set(name, (rows = new Map<string, object>()));
        if (row === undefined) rows.delete(key);
        else rows.set(key, row as object);
      }
    }
  }

  /** Replaces the journal by the rows as they are; the old one stays whole until the new one is. */
  #rewrite(path: string, tables: Map<string, Map<string, object>>): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = openSync(`${path}.new`, 'w');
    this.#liveBytes = 0;
    this.#grownBytes = 0;
    for (const [name, rows] of tables) {
      for (const [key, row] of rows)
        this.#liveBytes += writeFully(this.#file, `${JSON.stringify([[name, key, row]])}\n`);
    }
    renameSync(`${path}.new`, path);
  }
}

/** @returns bytes written */
function writeFully(file: number, text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
  return bytes.length;
}
