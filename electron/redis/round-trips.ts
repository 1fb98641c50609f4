import type { PingMinute } from '../../shared/contract/server-report.ts'

const minuteMs = 60_000
/** One hour of a cluster with eight primaries that are asked every two seconds. */
const capacity = 14_400

/** The last few, and those they are held against. */
const recentTrips = 5
const fewestTrips = 15
/** A line may wander by this much: our own longest command may stand before a ping. */
const wanderMs = 10

/** What the connection's own pings took, kept for as long as the connection. */
export interface RoundTrips {
  /** @param ms - null: sent and never answered */
  add(at: number, ms: number | null): void
  /** Minute by minute, oldest first. A minute without a ping is missing: it is a gap, not a zero. */
  minutes(): PingMinute[]
  /** All of them together; null before the first. */
  together(): PingMinute | null
  /** Whether the slowest of the last few took more than twice the usual, and so much longer that others feel it too. */
  isRising(): boolean
}

export function createRoundTrips(): RoundTrips {
  let trips: { readonly at: number; readonly ms: number | null }[] = []
  let rising = false

  function judge(): boolean {
    if (trips.length < fewestTrips) return false
    const times = (some: typeof trips) =>
      summarise(
        0,
        some.map(({ ms }) => ms),
      )
    const usual = times(trips.slice(0, -recentTrips)).p50Ms
    const slowest = times(trips.slice(-recentTrips)).p99Ms
    return usual !== null && slowest !== null && slowest > 2 * usual + wanderMs
  }

  return {
    add(at, ms) {
      trips.push({ at, ms })
      if (trips.length > capacity * 1.1) trips = trips.slice(-capacity)
      rising = judge()
    },
    isRising: () => rising,
    minutes() {
      const byMinute = new Map<number, (number | null)[]>()
      for (const { at, ms } of trips) {
        const minute = at - (at % minuteMs)
        const known = byMinute.get(minute)
        if (known) known.push(ms)
        else byMinute.set(minute, [ms])
      }
      return [...byMinute].sort(([a], [b]) => a - b).map(([at, times]) => summarise(at, times))
    },
    together() {
      const [first] = trips
      return first
        ? summarise(
            first.at,
            trips.map(({ ms }) => ms),
          )
        : null
    },
  }
}

function summarise(at: number, times: readonly (number | null)[]): PingMinute {
  const answered = times.filter((ms) => ms !== null).sort((a, b) => a - b)
  return {
    at,
    samples: answered.length,
    lost: times.length - answered.length,
    p50Ms: percentile(answered, 0.5),
    p95Ms: percentile(answered, 0.95),
    p99Ms: percentile(answered, 0.99),
  }
}

/** Nearest rank: always a time that was measured. @param sorted - ascending */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
