import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { FreshnessReport } from '../../../shared/contract/freshness.ts'
import { type CacheDay, lastDays } from '../../../shared/time/cache-day.ts'
import type { ShownNamespace } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { type StateShape, stateIcons } from '../../ui/icons.ts'
import { Panel } from '../../ui/Page.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { type DayCell, type DayState, dayCell, heatStep, lanesOfDay, medianOf } from './day-cell.ts'
import './fetch-calendar.css'

export interface FetchCalendarProps {
  readonly namespaces: readonly ShownNamespace[]
  readonly runs: readonly FetchRun[]
  /** What the cache holds; null while it was not asked. */
  readonly freshness: FreshnessReport | null
  readonly today: CacheDay
  readonly now: number
}

/** Days in one row; the older half is left out in a narrow window. */
export const calendarDays = 28

/** From here on items are told in thousands: five figures do not fit a cell. */
const thousandsFrom = 10_000

/** Provider by day: the number stored, or why there is none, each with a shape of its own. */
export function FetchCalendar({ namespaces, runs, freshness, today, now }: FetchCalendarProps) {
  const { t, formats } = useWords()
  const days = lastDays(today, calendarDays)
  const rows = namespaces
    .filter(({ provider }) => provider !== null)
    .map((namespace) => {
      const probes = freshness?.providers.find(({ provider }) => provider === namespace.id)?.days ?? []
      const cells = days.map((day) =>
        dayCell(day, probes.find((probe) => probe.day === day) ?? null, lanesOfDay(runs, namespace.id, day), now),
      )
      return {
        namespace,
        cells,
        median: medianOf(cells.flatMap(({ items }) => (items === null || items === 0 ? [] : [items]))),
      }
    })
  const inThousands = rows.some(({ cells }) => cells.some(({ items }) => (items ?? 0) >= thousandsFrom))
  const figure = (items: number) =>
    inThousands && items > 0 ? formats.decimal(items / 1000, 1) : formats.integer(items)
  return (
    <Panel title={t('fetches.calendar.title', { days: calendarDays })}>
      <Legend cells={rows.flatMap(({ cells }) => cells)} />
      <table className="fetch-calendar">
        <caption className="visually-hidden">{t('fetches.calendar.caption')}</caption>
        <colgroup>
          <col className="fetch-calendar__provider-column" />
          <col className="fetch-calendar__median-column" />
          {days.map((day, index) => (
            <col key={day} className={dayClass(index, false)} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2} className="fetch-calendar__median-head">
              {t(inThousands ? 'fetches.calendar.medianThousands' : 'fetches.calendar.median')}
            </th>
            {days.map((day, index) => (
              <th key={day} scope="col" className={dayClass(index, day === today)}>
                {index === 0 || index === calendarDays / 2 || day.endsWith('-01')
                  ? formats.day(day)
                  : String(Number(day.slice(8)))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ namespace, cells, median }) => (
            <tr key={namespace.id}>
              <th scope="row">
                <span className="fetch-calendar__provider">
                  <ProviderMark mark={namespace.mark} letter={namespace.id.charAt(0)} />
                  {namespace.id}
                </span>
              </th>
              <td className="fetch-calendar__median">
                {median === null ? (
                  <span className="visually-hidden">{t('fetches.calendar.medianUnknown')}</span>
                ) : (
                  figure(median)
                )}
              </td>
              {cells.map((cell, index) => (
                <td key={cell.day} className={dayClass(index, false)}>
                  <Cell cell={cell} provider={namespace.id} median={median} figure={figure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** States that show a shape in place of the number. */
const shapes: Readonly<Record<Exclude<DayState, 'stored' | 'zero' | 'never' | 'expired' | 'gone'>, StateShape>> = {
  running: 'running',
  failed: 'error',
  incomplete: 'incomplete',
  kept: 'kept',
  cancelled: 'stopped',
  unreadable: 'warning',
  no_permission: 'info',
}

interface CellProps {
  readonly cell: DayCell
  readonly provider: string
  readonly median: number | null
  readonly figure: (items: number) => string
}

function Cell({ cell, provider, median, figure }: CellProps) {
  const { t, formats } = useWords()
  const { state, items } = cell
  const params = { provider, day: formats.day(cell.day), state: t(`fetches.day.${state}`) }
  const words =
    items === null || state === 'zero'
      ? t('fetches.calendar.cell', params)
      : t('fetches.calendar.cellItems', { ...params, items: t('fetches.calendar.items', { n: items }) })
  const heat =
    state === 'stored' && items !== null ? ` fetch-calendar__cell--heat-${heatStep(items, median ?? items)}` : ''
  return (
    <span className={`fetch-calendar__cell fetch-calendar__cell--${state}${heat}`} title={words}>
      <span className="visually-hidden">{words}</span>
      <Sign
        state={state}
        text={
          state === 'zero' ? '0' : (state === 'stored' || state === 'expired') && items !== null ? figure(items) : null
        }
      />
    </span>
  )
}

function Sign({ state, text }: { readonly state: DayState; readonly text: string | null }) {
  if (text !== null) return <span aria-hidden="true">{text}</span>
  const Shape = state in shapes ? stateIcons[shapes[state as keyof typeof shapes]] : null
  return Shape && <Shape size={14} strokeWidth={2} aria-hidden="true" />
}

const legendStates: readonly DayState[] = [
  'failed',
  'incomplete',
  'kept',
  'cancelled',
  'gone',
  'expired',
  'never',
  'zero',
  'unreadable',
  'no_permission',
]

/** The shapes that occur, with how often. */
function Legend({ cells }: { readonly cells: readonly DayCell[] }) {
  const { t, formats } = useWords()
  const counted = legendStates.map((state) => ({ state, count: cells.filter((cell) => cell.state === state).length }))
  return (
    <ul className="fetch-calendar__legend">
      <li>
        {([1, 2, 3, 4, 5] as const).map((step) => (
          <span key={step} className={`fetch-calendar__swatch fetch-calendar__cell--heat-${step}`} />
        ))}
        {t('fetches.calendar.heat')}
      </li>
      {counted
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <li key={state}>
            <span className={`fetch-calendar__swatch fetch-calendar__cell--${state}`} aria-hidden="true">
              <Sign state={state} text={state === 'zero' ? '0' : null} />
            </span>
            {t(`fetches.day.${state}`)} {formats.integer(count)}
          </li>
        ))}
    </ul>
  )
}

function dayClass(index: number, today: boolean): string {
  const old = index < calendarDays / 2 ? ' fetch-calendar__day--old' : ''
  return `fetch-calendar__day${old}${today ? ' fetch-calendar__day--today' : ''}`
}
