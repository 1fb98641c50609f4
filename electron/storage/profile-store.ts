import { join } from 'node:path'
import { ConnectionProfile } from '../../shared/contract/connection.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import { AppError } from '../core/app-error.ts'
import type { ProfileStore, StoredProfile } from '../core/ports/stores.ts'
import type { Logger } from '../core/ports/system.ts'
import { readJsonFile, setAside } from './json-file.ts'
import { writeAtomically } from './private-file.ts'

/** `connections.json`: saved connections without their secrets. Entries that do not parse are reported, the others work. */
export function createProfileStore(folder: string, log: Logger): ProfileStore {
  const file = join(folder, 'connections.json')
  const inTurn = createSerialQueue()
  const write = (profiles: readonly StoredProfile[]) => writeAtomically(file, `${JSON.stringify(profiles, null, 2)}\n`)

  async function list(): Promise<StoredProfile[]> {
    const stored = await readJsonFile(file, log)
    if (stored === undefined) return []
    const entries: readonly unknown[] = Array.isArray(stored) ? stored : []
    const kept: StoredProfile[] = []
    for (const entry of entries) {
      const parsed = ConnectionProfile.safeParse(entry)
      if (parsed.success && !kept.some(({ id, name }) => id === parsed.data.id || name === parsed.data.name))
        kept.push(parsed.data)
    }
    if (!Array.isArray(stored) || kept.length < entries.length) {
      await setAside(file, log, `${entries.length - kept.length} of ${entries.length} entries are no saved connection`)
      await write(kept)
    }
    return kept
  }

  return {
    list: () => inTurn(list),
    save: (profile) =>
      inTurn(async () => {
        const profiles = await list()
        // The command line finds a connection by its name: two of one name could write to the wrong server.
        if (profiles.some(({ id, name }) => name === profile.name && id !== profile.id)) {
          throw new AppError('bad_input', `another connection is named ${profile.name}`, {
            params: { what: 'name', reason: `${profile.name} is taken` },
          })
        }
        const at = profiles.findIndex(({ id }) => id === profile.id)
        await write(at === -1 ? [...profiles, profile] : profiles.with(at, profile))
      }),
    remove: (id) => inTurn(async () => write((await list()).filter((profile) => profile.id !== id))),
  }
}
