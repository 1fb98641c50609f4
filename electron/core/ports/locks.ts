/** Held by one console; renewed by its owner. It goes by itself where its console died. */
export interface Lock {
  /** Extends the hold; false: it is no longer ours. */
  renew(): Promise<boolean>
  release(): Promise<void>
}

/** A lock that can be told from every other, also by a console that comes later. */
export interface RemovalLock extends Lock {
  readonly id: string
  /** Takes it again after its time was over, under the same id. @returns who has it meanwhile; null: it is ours */
  regain(holdMs: number): Promise<HeldBy | null>
}

/** Who holds what was asked for: `user@host`, since when in milliseconds since 1970 UTC. */
export interface HeldBy {
  readonly heldBy: string
  readonly since: number
}

/** One console at a time removes or restores keys of a namespace, and none while another fetches into it. */
export interface RemovalLocks {
  /** @param former - ids of holds that are no longer needed but could not be let go: such a one is taken again */
  take(namespace: string, holdMs: number, former: ReadonlySet<string>): Promise<RemovalLock | HeldBy>
  /** @returns who fetches a day of this namespace now; null: nobody */
  fetching(namespace: string): Promise<HeldBy | null>
}
