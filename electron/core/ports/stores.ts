import type { JournalCheck, JournalEntry, JournalPage } from '../../../shared/contract/activity.ts'
import type { ConnectionTarget, PasswordKeeping } from '../../../shared/contract/connection.ts'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { Settings, SettingsPatch } from '../../../shared/contract/settings.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import type { ListedKey, SavedKey } from './keyspace.ts'

/** Settings on disk; a damaged file is set aside, reported, and replaced by the defaults. */
export interface SettingsStore {
  read(): Promise<Settings>
  /** Changes what the patch names; a field that is undefined is not named. */
  update(patch: SettingsPatch): Promise<Settings>
}

export interface StoredProfile extends ConnectionTarget {
  readonly id: string
  readonly name: string
  readonly password: PasswordKeeping
  /** Of the sentinels; absent: none. */
  readonly sentinelPassword?: PasswordKeeping | undefined
}

export interface ProfileStore {
  list(): Promise<StoredProfile[]>
  save(profile: StoredProfile): Promise<void>
  remove(id: string): Promise<void>
}

/** Secrets by name (`profile:<id>`, `provider:<id>`), encrypted by the system; refuses where it cannot encrypt. */
export interface SecretVault {
  readonly backend: 'system' | 'none'
  read(name: string): Promise<string | null>
  /** @throws AppError `secret_store_missing` */
  write(name: string, secret: string): Promise<void>
  remove(name: string): Promise<void>
}

/** Append-only, hash-chained, fsynced. What cannot be journaled is not done: `append` throws AppError `storage_failed`. */
export interface JournalWriter {
  append(entry: Omit<JournalEntry, 'seq'>): Promise<JournalEntry>
}

export interface Journal extends JournalWriter {
  /** Newest first. However long the journal is, only what was not checked before is checked, and of that only so much. */
  read(limit: number): Promise<JournalPage>
  /** Follows the chain from its beginning to its end. */
  verify(): Promise<JournalCheck>
}

/** The exact list of a preview, on disk, written once and read in order. */
export interface KeyList {
  readonly count: number
  /** SHA-256 over the sorted list, hex. */
  readonly digest: string
  /** Keys `offset` to `offset + limit`, in the list's order. */
  page(offset: number, limit: number): Promise<ListedKey[]>
  batches(size: number): AsyncIterable<ListedKey[]>
  /** Reads the list again and compares it with its count and digest. */
  isIntact(): Promise<boolean>
  discard(): Promise<void>
}

/** Collects keys, drops repeats, sorts by bytes. */
export interface KeyListWriter {
  add(keys: readonly ListedKey[]): Promise<void>
  finish(): Promise<KeyList>
  abandon(): Promise<void>
}

export interface KeyListStore {
  create(): Promise<KeyListWriter>
}

/** What became of a saved key. `kept`: this run did not remove it; `unknown`: it may have. */
export type SavedFate = 'removed' | 'kept' | 'unknown'

/** A bundle being written. A batch counts as saved when `append` resolves: it is on disk, fsynced. */
export interface UndoWriter {
  readonly bundle: string
  append(keys: readonly SavedKey[]): Promise<void>
  /** The fates of the next appended keys that have none yet, in their order; those kept are on disk when it resolves. */
  settle(fates: readonly SavedFate[]): Promise<void>
  /** Keeps what may have been removed: keys without a fate were kept. Without any the file is removed and null returned. */
  close(): Promise<UndoBundle | null>
  /** Removes it: nothing of what it holds was removed from the server. */
  abandon(): Promise<void>
}

export interface UndoStore {
  create(head: Pick<UndoBundle, 'target' | 'server' | 'replacementExpiresAt'>): Promise<UndoWriter>
  list(): Promise<UndoBundle[]>
  /** Intact records in order, without those that were kept; a damaged one is yielded as its index. */
  read(bundle: string): AsyncIterable<SavedKey | { readonly damaged: number }>
  mark(bundle: string, state: UndoBundle['state']): Promise<void>
  freeBytes(): Promise<number | null>
  /** Largest bundle allowed, and how long it is kept. */
  readonly limits: { readonly bytes: number; readonly hours: number }
}

/** History of runs on disk. */
export interface RunLog {
  append(run: FetchRun): Promise<void>
  /** Newest first. */
  list(limit: number): Promise<FetchRun[]>
}
