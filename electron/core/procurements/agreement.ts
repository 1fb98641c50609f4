import type { Agreement } from '../../../shared/contract/procurements.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'

/** @returns whether two records name two prices; a record without one contradicts nobody */
export function pricesDiffer({ members }: ProcurementGroup): boolean {
  return (
    new Set(members.flatMap(({ opportunity: { estimated_value: value } }) => (value === null ? [] : cents(value))))
      .size > 1
  )
}

/** @returns whether two records name two days, or two hours of one day, for the publication or the deadline */
export function datesDiffer({ members }: ProcurementGroup): boolean {
  return (['publication_date', 'submission_deadline'] as const).some(
    (name) => dateAgreement(members.map(({ opportunity }) => opportunity[name])) === 'differs',
  )
}

export function textAgreement(values: readonly (string | null)[]): Agreement {
  const said = values.filter((value) => value !== null)
  if (new Set(said).size > 1) return new Set(said.map(plain)).size > 1 ? 'differs' : 'spelling'
  return unanimous(said.length, values.length)
}

export function numberAgreement(values: readonly (number | null)[]): Agreement {
  const said = values.filter((value) => value !== null)
  if (new Set(said.map(cents)).size > 1) return 'differs'
  return unanimous(said.length, values.length)
}

/** A day without an hour, which some sources write as midnight, agrees with every hour of that day. */
export function dateAgreement(values: readonly (string | null)[]): Agreement {
  const said = values.filter((value) => value !== null)
  const days = new Set(said.map((value) => value.slice(0, 10)))
  const hours = new Set(said.map((value) => value.slice(11, 19).padEnd(8, ':00')).filter((hour) => !isNoHour(hour)))
  if (days.size > 1 || hours.size > 1) return 'differs'
  return unanimous(said.length, values.length)
}

const unanimous = (said: number, all: number): Agreement => (said === 0 ? 'unsaid' : said === all ? 'same' : 'partial')

const isNoHour = (hour: string) => hour === '00:00:00' || hour.startsWith(':')

const cents = (value: number) => Math.round(value * 100)

/** Case, accents and runs of blanks fall away: one source writes in capitals, another breaks its lines. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
