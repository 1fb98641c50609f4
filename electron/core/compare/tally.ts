import type {
  ComparedDay,
  Comparison,
  Overlap,
  ProviderTotals,
  PublicationDay,
} from '../../../shared/contract/compare.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { addDays, type CacheDay, daysBetween, fetchWindow, lastDays } from '../../../shared/time/cache-day.ts'
import { datesDiffer, pricesDiffer } from '../procurements/agreement.ts'
import { providersOf } from '../procurements/procurement-row.ts'

export interface Tallied {
  readonly providers: readonly string[]
  readonly from: CacheDay
  readonly to: CacheDay
  readonly days: readonly ComparedDay[]
  readonly procurements: readonly ProcurementGroup[]
}

const mostOverlaps = 256

/** Counts what was found: by provider, by who shares it with whom, and by the day of publication. */
export function tally(
  found: Tallied,
): Pick<Comparison, 'totals' | 'overlaps' | 'byDay' | 'undated' | 'procurements' | 'priceDiffers' | 'dateDiffers'> {
  const { days, procurements } = found
  const isKnown = days.some(({ state }) => state === 'read')
  return {
    totals: totalsOf(found),
    overlaps: overlapsOf(found),
    ...publicationsOf(found),
    procurements: isKnown ? procurements.length : null,
    priceDiffers: isKnown ? procurements.filter(pricesDiffer).length : null,
    dateDiffers: isKnown ? procurements.filter(datesDiffer).length : null,
  }
}

function totalsOf({ providers, days, procurements }: Tallied): ProviderTotals[] {
  const all = new Map<string, { shared: number; unique: number }>(providers.map((id) => [id, { shared: 0, unique: 0 }]))
  for (const procurement of procurements) {
    const tellers = providersOf(procurement)
    for (const provider of tellers) {
      const counts = all.get(provider)
      if (counts) counts[tellers.length > 1 ? 'shared' : 'unique'] += 1
    }
  }
  const isRead = (id: string) => days.some((day) => day.provider === id && day.state === 'read')
  // Alone among those that could be read, a provider is neither known to share nor to be the only one.
  const isComparable = providers.filter(isRead).length > 1
  return [...all].map(([provider, { shared, unique }]) => ({
    provider,
    procurements: isRead(provider) ? shared + unique : null,
    shared: isRead(provider) && isComparable ? shared : null,
    unique: isRead(provider) && isComparable ? unique : null,
  }))
}

function overlapsOf({ providers: all, procurements }: Tallied): Overlap[] {
  const counts = new Map<string, { readonly providers: string[]; procurements: number }>()
  for (const procurement of procurements) {
    const tellers = providersOf(procurement)
    const providers = all.filter((id) => tellers.includes(id))
    const name = providers.join(' ')
    const known = counts.get(name)
    if (known) known.procurements += 1
    else counts.set(name, { providers, procurements: 1 })
  }
  return [...counts.values()].sort((a, b) => b.procurements - a.procurements).slice(0, mostOverlaps)
}

function publicationsOf({ providers, from, to, days, procurements }: Tallied): {
  byDay: PublicationDay[]
  undated: number
} {
  const first = fetchWindow(from).from
  const span = lastDays(to, daysBetween(first, to) + 1)
  const counts = new Map<string, number>()
  let undated = 0
  for (const procurement of procurements) {
    for (const provider of providersOf(procurement)) {
      const own = procurement.members.find((member) => member.provider === provider)
      const day = own?.opportunity.publication_date?.slice(0, 10) ?? ''
      if (day < first || day > to) undated += 1
      else counts.set(`${provider} ${day}`, (counts.get(`${provider} ${day}`) ?? 0) + 1)
    }
  }
  const read = new Set(days.filter(({ state }) => state === 'read').map(({ provider, day }) => `${provider} ${day}`))
  /** Cache days that ask for what was published on `day`: that day's own, and the seven after it. */
  const covering = (provider: string, day: CacheDay) =>
    Array.from({ length: 8 }, (_, later) => later).filter((later) => read.has(`${provider} ${addDays(day, later)}`))
  const byDay = span.map((day) => ({
    day,
    counts: providers.map((provider) => {
      const later = covering(provider, day)
      if (later.length === 0) return { provider, procurements: null, partial: false }
      const partial = later.every((distance) => distance === 0)
      return { provider, procurements: counts.get(`${provider} ${day}`) ?? 0, partial }
    }),
  }))
  return { byDay, undated }
}
