import { join } from 'node:path'
import { ProviderId } from '../../shared/contract/primitives.ts'
import { ProviderSettings, Settings } from '../../shared/contract/settings.ts'
import { cacheZone } from '../../shared/time/cache-day.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import type { SettingsStore } from '../core/ports/stores.ts'
import type { Logger } from '../core/ports/system.ts'
import { readJsonFile, setAside } from './json-file.ts'
import { writeAtomically } from './private-file.ts'

const defaults: Settings = {
  language: 'system',
  theme: 'system',
  density: 'compact',
  zone: 'sao-paulo',
  dayZone: cacheZone,
  singleKeys: true,
  shortcuts: {},
  tourSeen: false,
  refreshSeconds: 30,
  // Each server-side step is bounded by a time budget of its own, so other clients are served between steps at any pace.
  pace: 'normal',
  splitPasses: false,
  providers: {},
  lifetimes: {},
  // The seed's two cron lines. Off: another program may be doing the same already.
  schedule: {
    dailyFetch: { enabled: false, time: '06:00', without: [] },
    cleanUp: { enabled: false, weekday: 0, time: '02:00' },
  },
  lastProfileId: null,
}

/**
 * `settings.json`. Read afresh each time: the window and `pcc` share it. What does not parse is left at its default, and
 * the file as it was is set aside, so an edit by hand is never lost.
 */
export function createSettingsStore(folder: string, log: Logger): SettingsStore {
  const file = join(folder, 'settings.json')
  const inTurn = createSerialQueue()

  async function read(): Promise<Settings> {
    const stored = await readJsonFile(file, log)
    if (stored === undefined) return defaults
    const { settings, rejected } = mend(stored)
    if (rejected.length > 0) {
      await setAside(file, log, `not settings: ${rejected.slice(0, 20).join(', ')}`)
      await writeAtomically(file, textOf(settings))
    }
    return settings
  }

  return {
    read: () => inTurn(read),
    update: (patch) =>
      inTurn(async () => {
        const named = Object.entries(patch).filter(([, value]) => value !== undefined)
        const settings = Settings.parse({ ...(await read()), ...Object.fromEntries(named) })
        await writeAtomically(file, textOf(settings))
        return settings
      }),
  }
}

const textOf = (settings: Settings) => `${JSON.stringify(settings, null, 2)}\n`

/** Keeps each setting that parses; names those that do not. A setting that is not there has its default. */
function mend(stored: unknown): { readonly settings: Settings; readonly rejected: readonly string[] } {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    return { settings: defaults, rejected: ['the file'] }
  const rejected: string[] = []
  const kept: Record<string, unknown> = { ...defaults }
  for (const [name, value] of Object.entries(stored)) {
    const schema = Object.hasOwn(Settings.shape, name) ? Settings.shape[name as keyof Settings] : null // hasOwn proved it
    if (schema?.safeParse(value).success) kept[name] = value
    else if (name === 'providers') kept.providers = mendProviders(value, rejected)
    else rejected.push(name.slice(0, 64))
  }
  return { settings: Settings.parse(kept), rejected }
}

function mendProviders(stored: unknown, rejected: string[]): Settings['providers'] {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
  const kept: Settings['providers'] = {}
  for (const [id, value] of entries) {
    const settings = ProviderSettings.safeParse(value)
    if (settings.success && ProviderId.safeParse(id).success) kept[id] = settings.data
    else rejected.push(`providers.${id.slice(0, 64)}`)
  }
  if (entries.length === 0) rejected.push('providers')
  return kept
}
