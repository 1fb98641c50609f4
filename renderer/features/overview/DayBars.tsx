import type { HistoryDay } from '../../connection/provider-history.ts'

const width = 7
const gap = 1
const height = 16

/** Items of seven days from zero; the last one in full ink, a failed day as a red cross, an unknown one a gap. */
export function DayBars({ days }: { readonly days: readonly HistoryDay[] }) {
  const most = Math.max(1, ...days.map(({ items }) => items ?? 0))
  const total = days.length * (width + gap) - gap
  return (
    <svg className="day-bars" width={total} height={height} viewBox={`0 0 ${total} ${height}`} aria-hidden="true">
      {days.map(({ day, items, failed }, index) => {
        const x = index * (width + gap)
        if (items !== null) {
          const bar = Math.max(1, Math.round((items / most) * height))
          const fill = index === days.length - 1 ? 'var(--text-1)' : 'var(--mark-soft)'
          return <rect key={day} x={x} y={height - bar} width={width} height={bar} fill={fill} />
        }
        if (!failed) return null
        return (
          <path
            key={day}
            d={`M${x + 1.5} ${height - 5} l4 4 m0 -4 l-4 4`}
            stroke="var(--error)"
            strokeWidth="1.5"
            fill="none"
          />
        )
      })}
    </svg>
  )
}
