import type { CommandLatency } from '../../shared/contract/server-report.ts'
import { type InfoFields, isAtLeast } from './server-info.ts'

/** As many commands as a screen shows. */
const most = 15

/**
 * `cmdstat_*` and `latency_percentiles_usec_*` of INFO. Calls and times of several primaries are added up; a percentile
 * cannot be, so the slowest primary's stands.
 * @returns the commands that took the most time, first
 */
export function parseCommandLatency(infos: readonly InfoFields[]): CommandLatency[] {
  const commands = new Map<string, Omit<CommandLatency, 'command' | 'meanMicros'>>()
  for (const info of infos) {
    for (const [field, text] of info) {
      if (!field.startsWith('cmdstat_')) continue
      const command = field.slice('cmdstat_'.length)
      const stats = pairs(text)
      const percentiles = pairs(info.get(`latency_percentiles_usec_${command}`) ?? '')
      const before = commands.get(command)
      commands.set(command, {
        calls: (before?.calls ?? 0) + (stats.get('calls') ?? 0),
        totalMicros: (before?.totalMicros ?? 0) + (stats.get('usec') ?? 0),
        p50Micros: slower(before?.p50Micros, percentiles.get('p50')),
        p99Micros: slower(before?.p99Micros, percentiles.get('p99')),
        p999Micros: slower(before?.p999Micros, percentiles.get('p99.9')),
      })
    }
  }
  return [...commands]
    .map(([command, stats]) => ({
      command,
      ...stats,
      meanMicros: stats.calls === 0 ? 0 : stats.totalMicros / stats.calls,
    }))
    .sort((a, b) => b.totalMicros - a.totalMicros)
    .slice(0, most)
}

/** Whether these servers keep percentiles: Redis since 7.0, where `latency-tracking` is not switched off. */
export function percentilesOf(infos: readonly InfoFields[]): 'kept' | 'off' | 'too_old' | null {
  const versions = infos.map((info) => info.get('redis_version'))
  if (versions.length === 0 || versions.includes(undefined)) return null
  if (versions.some((version) => !isAtLeast(version ?? '', 7, 0))) return 'too_old'
  // INFO itself was answered, so a server that tracks has at least one line by now.
  const kept = infos.every((info) => [...info.keys()].some((name) => name.startsWith('latency_percentiles_usec_')))
  return kept ? 'kept' : 'off'
}

/** `calls=12,usec=340` as numbers by name. */
function pairs(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=')
    const number = Number(value)
    if (value !== '' && Number.isFinite(number)) found.set(name, number)
  }
  return found
}

function slower(one: number | null | undefined, other: number | undefined): number | null {
  if (one == null) return other ?? null
  return other === undefined ? one : Math.max(one, other)
}
