import { z } from 'zod'

export const AppFacts = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  platform: z.string(),
  /** The system's language, e.g. `pt-BR`. */
  locale: z.string(),
  /** The operator's own zone, e.g. `America/Sao_Paulo`. */
  systemZone: z.string(),
  secretStore: z.enum(['system', 'none']),
  dataFolder: z.string(),
})
export type AppFacts = z.infer<typeof AppFacts>
