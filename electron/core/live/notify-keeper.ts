import { hidesNewKeys, isSameSetting, sendsKeyEvents, withKeyEvents } from '../../../shared/keys/key-events.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { NotifySetting } from '../ports/key-events.ts'
import type { ChangedSetting, ChangedSettings } from '../ports/notify-store.ts'
import type { Journal } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'

/** Changes `notify-keyspace-events` for a while: told in the journal, kept on disk, and put back. */
export interface NotifyKeeper {
  /**
   * Adds what is missing on each primary. What cannot be put back without harm stays, as the preview says.
   * @param seen - the values the operator saw
   * @throws AppError `refused` where one of them is another by now; what was changed before is put back
   */
  turnOn(open: ActiveConnection, seen: readonly NotifySetting[]): Promise<void>
  /** What this console changed and not yet put back. */
  changed(): readonly ChangedSetting[]
  /** Puts back what this console changed; where somebody else changed it since, it stays as it is. */
  turnBack(open: ActiveConnection): Promise<void>
  /** The connection is gone: what could not be put back is a leftover from now on. */
  release(): void
  /** What could not be put back, or a console that was killed left, on the primaries of this connection. */
  leftover(open: ActiveConnection): Promise<ChangedSetting[]>
  /** Puts leftovers back, or leaves them as they are and forgets them. */
  settleLeftover(open: ActiveConnection, how: 'put-back' | 'keep'): Promise<void>
}

export function createNotifyKeeper(store: ChangedSettings, journal: Journal, system: System): NotifyKeeper {
  let own: ChangedSetting[] = []

  const note = (open: ActiveConnection, what: 'set' | 'restore', details: Record<string, string>) =>
    journal.append({
      at: system.clock(),
      who: system.operator,
      what: `live.${what}`,
      connection: open.name,
      details: { parameter: 'notify-keyspace-events', ...details },
    })

  async function forget(settings: readonly ChangedSetting[]): Promise<void> {
    const ids = settings.map(({ id }) => id)
    own = own.filter(({ id }) => !ids.includes(id))
    await store.remove(ids)
  }

  /** @throws AppError where the primary does not answer: the record then stays, for the next start */
  async function putBack(open: ActiveConnection, setting: ChangedSetting): Promise<void> {
    const { node, was, set } = setting
    try {
      await open.session.keyEvents().change(node, set, was)
      await note(open, 'restore', { node, from: set, to: was, outcome: 'restored' })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'refused') throw error
      await note(open, 'restore', { node, from: set, to: was, outcome: 'changed by somebody else, left as it is' })
    }
    await forget([setting])
  }

  /** Each on its own: one primary that does not answer keeps no other from being put back. */
  async function putAllBack(open: ActiveConnection, settings: readonly ChangedSetting[]): Promise<void> {
    let failure: Error | null = null
    for (const setting of settings) {
      try {
        await putBack(open, setting)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        failure = error
        system.log.warn('a server setting was not put back', { node: setting.node, ...toFailure(error) })
      }
    }
    if (failure !== null) throw failure
  }

  async function leftover(open: ActiveConnection): Promise<ChangedSetting[]> {
    const others = (await store.list()).filter(({ id }) => !own.some((mine) => mine.id === id))
    if (others.length === 0) return []
    const now = new Map((await open.session.keyEvents().settings()).map(({ node, value }) => [node, value]))
    const here = others.filter(({ node }) => now.has(node))
    // A server that restarted has its own setting back, and so has one that somebody set meanwhile.
    const moot = here.filter(({ node, set }) => !isSameSetting(now.get(node) ?? '', set))
    if (moot.length > 0) await forget(moot)
    return here.filter((setting) => !moot.includes(setting))
  }

  return {
    async turnOn(open, seen) {
      try {
        for (const { node, value } of seen) {
          const set = withKeyEvents(value)
          if (sendsKeyEvents(value)) continue
          const setting = { id: system.randomHex(8), node, was: value, set, at: system.clock() }
          await note(open, 'set', { node, from: value, to: set })
          if (hidesNewKeys(value)) {
            await open.session.keyEvents().change(node, value, set)
            continue // it stays on: see there
          }
          await store.add(setting)
          own = [...own, setting]
          try {
            await open.session.keyEvents().change(node, value, set)
          } catch (error) {
            // Without an answer it may have been done: then the record stays and is put back below, or at the next start.
            if (error instanceof AppError && ['refused', 'no_permission', 'read_only'].includes(error.code)) {
              await forget([setting])
            }
            throw error
          }
        }
      } catch (error) {
        await putAllBack(open, own).catch(() => undefined) // logged; the first failure is the one to tell
        throw error
      }
    },
    changed: () => own,
    turnBack: (open) => putAllBack(open, own),
    release() {
      own = []
    },
    leftover,
    async settleLeftover(open, how) {
      const settings = await leftover(open)
      if (how === 'put-back') return putAllBack(open, settings)
      for (const { node, was, set } of settings) {
        await note(open, 'restore', { node, from: set, to: was, outcome: 'left as it is by the operator' })
      }
      await forget(settings)
    },
  }
}
