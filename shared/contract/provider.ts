import { z } from 'zod'
import { ProviderId } from './primitives.ts'

/** A provider's fixed identity on screen: a colour for marks (never text, never status), a marker and a line. */
export const ProviderMark = z.strictObject({
  colour: z.string().regex(/^#[0-9A-F]{6}$/),
  marker: z.enum(['circle', 'square', 'triangle', 'diamond', 'cross', 'letter']),
  line: z.enum(['solid', 'long-dash', 'dotted', 'dash-dot', 'short-dash', 'double']),
})
export type ProviderMark = z.infer<typeof ProviderMark>

/** What the renderer and the command line know of a provider; nothing else of it is spelled out anywhere. */
export const ProviderInfo = z.strictObject({
  id: ProviderId,
  /** The service's own name, never translated. */
  label: z.string(),
  mark: ProviderMark,
  enabled: z.boolean(),
  /** Where requests go: the setting, or the provider's own address. */
  baseUrl: z.string(),
  defaultBaseUrl: z.string(),
  /** `none`: needs no key; `missing`: needs one and has none. */
  apiKey: z.enum(['none', 'missing', 'set']),
  /** Least time between two requests, in milliseconds; the settings can only lengthen it. */
  leastGapMs: z.number().int().nonnegative(),
  /** What a daily fetch can be narrowed to, by the names its settings may carry, with the wide list of each; []: all there is. */
  coverageDefaults: z.record(z.string().max(64), z.array(z.string().max(64)).max(2_000)),
})
export type ProviderInfo = z.infer<typeof ProviderInfo>
