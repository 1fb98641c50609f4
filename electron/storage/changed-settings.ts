import { join } from 'node:path'
import { z } from 'zod'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import type { ChangedSetting, ChangedSettings } from '../core/ports/notify-store.ts'
import type { Logger } from '../core/ports/system.ts'
import { readJsonFile, setAside } from './json-file.ts'
import { writeAtomically } from './private-file.ts'

const Stored = z.array(
  z.strictObject({
    id: z.string().max(64),
    node: z.string().max(300),
    was: z.string().max(32),
    set: z.string().max(32),
    at: z.number(),
  }),
)

/** `changed-settings.json`. */
export function createChangedSettings(folder: string, log: Logger): ChangedSettings {
  const file = join(folder, 'changed-settings.json')
  const inTurn = createSerialQueue()

  async function read(): Promise<ChangedSetting[]> {
    const stored = await readJsonFile(file, log)
    if (stored === undefined) return []
    const parsed = Stored.safeParse(stored)
    if (parsed.success) return parsed.data
    await setAside(file, log, 'no list of changed settings')
    return []
  }
  const write = (settings: readonly ChangedSetting[]) => writeAtomically(file, `${JSON.stringify(settings, null, 2)}\n`)

  return {
    list: () => inTurn(read),
    add: (setting) => inTurn(async () => write([...(await read()), setting])),
    remove: (ids) => inTurn(async () => write((await read()).filter(({ id }) => !ids.includes(id)))),
  }
}
