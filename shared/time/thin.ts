const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How far apart records stay, by their age: a minute for two days, an hour for sixty, a day for five years. */
const steps = [
  { untilMs: 2 * day, everyMs: minute },
  { untilMs: 60 * day, everyMs: hour },
  { untilMs: 5 * 365 * day, everyMs: day },
] as const

/**
 * Drops what a history need not keep: of each place and step the last record stays; what is older than all steps goes.
 * @param records - in any order
 * @returns oldest first
 */
export function thin<T extends { readonly at: number; readonly place: string }>(
  records: readonly T[],
  now: number,
): T[] {
  const kept = new Map<string, T>()
  for (const record of [...records].sort((a, b) => a.at - b.at)) {
    const step = steps.find(({ untilMs }) => now - record.at <= untilMs)
    if (step) kept.set(`${record.place} ${step.everyMs} ${Math.floor(record.at / step.everyMs)}`, record)
  }
  return [...kept.values()].sort((a, b) => a.at - b.at)
}

/** @returns all of the records where they are few, else at most `most`: the last of each of as many equal spans */
export function spread<T extends { readonly at: number }>(
  records: readonly T[],
  from: number,
  to: number,
  most: number,
): T[] {
  if (records.length <= most) return [...records]
  const span = (to - from) / most
  const last = new Map<number, T>()
  for (const record of records) last.set(Math.min(most - 1, Math.floor((record.at - from) / span)), record)
  return [...last.values()]
}
