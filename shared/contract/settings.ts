import { z } from 'zod'
import { shortcutActs } from '../util/shortcut-acts.ts'
import { FamilyNameSchema, Namespace, ProviderId, Zone } from './primitives.ts'
import { Schedule } from './schedule.ts'

export const ProviderSettings = z.strictObject({
  enabled: z.boolean(),
  /** null: the provider's own address. A loopback address works only on a development connection. */
  baseUrl: z.string().max(2_000).nullable(),
  /** What a daily fetch covers; the provider's adapter says which names it knows. Empty: wide. */
  coverage: z.record(z.string().max(64), z.array(z.string().max(64)).max(2_000)),
  /** Least time between two requests, in milliseconds; below the provider's own, or not there: the provider's own. */
  gapMs: z.number().int().min(0).max(60_000).optional(),
})
export type ProviderSettings = z.infer<typeof ProviderSettings>

/** From a minute to a year, in seconds. */
const Lifetime = z.number().int().min(60).max(31_536_000)

export const Settings = z.strictObject({
  language: z.enum(['system', 'pt-BR', 'en']),
  theme: z.enum(['system', 'dark', 'light']),
  density: z.enum(['compact', 'comfortable']),
  /** Zone of shown instants. */
  zone: z.enum(['sao-paulo', 'utc']),
  /** Zone whose calendar days name the daily fetches: where the cache's other writers live. */
  dayZone: Zone,
  /** Single-letter shortcuts. */
  singleKeys: z.boolean(),
  /** Other keys than the usual ones, by what they do. Source: WCAG 2.1.4. */
  shortcuts: z.partialRecord(z.enum(shortcutActs), z.string().length(1)),
  /** The tour was taken or skipped: it does not open by itself again. */
  tourSeen: z.boolean(),
  /** 0: by hand only. */
  refreshSeconds: z.union([z.literal(0), z.literal(10), z.literal(30), z.literal(60), z.literal(300)]),
  /** Pause between server-side chunks: none, at most half of the server, at most a fifth. */
  pace: z.enum(['fast', 'normal', 'gentle']),
  /** A server more than 5 ms away is walked in several places at once by an exact pass. */
  splitPasses: z.boolean(),
  providers: z.record(ProviderId, ProviderSettings),
  /** Expected lifetimes in seconds where they differ from the families table: by namespace, by family. */
  lifetimes: z.record(Namespace, z.partialRecord(FamilyNameSchema, Lifetime)),
  schedule: Schedule,
  /** Opened at the next start; null: the demo workspace. */
  lastProfileId: z.string().max(64).nullable(),
})
export type Settings = z.infer<typeof Settings>

export const SettingsPatch = Settings.partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>

export const SecretStore = z.strictObject({
  /** `system`: the system's key store; `none`: nothing can be stored safely, so secrets are asked for each time. */
  backend: z.enum(['system', 'none']),
})
export type SecretStore = z.infer<typeof SecretStore>
