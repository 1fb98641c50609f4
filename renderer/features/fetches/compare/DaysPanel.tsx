import type { ComparedDay, ComparedDayState, Comparison } from '../../../../shared/contract/compare.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import type { StateShape, Tone } from '../../../ui/icons.ts'
import { Panel } from '../../../ui/Page.tsx'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'

/** What is not there has many causes; each has a word and a shape of its own. */
const signs: Readonly<Record<ComparedDayState, readonly [StateShape, Tone]>> = {
  read: ['ok', 'quiet'],
  not_cached: ['never', 'quiet'],
  expired: ['waiting', 'quiet'],
  removed: ['empty', 'warning'],
  unreadable: ['warning', 'warning'],
  no_permission: ['stopped', 'warning'],
  over_limit: ['incomplete', 'warning'],
}

interface Row {
  readonly provider: string
  readonly state: ComparedDayState
  readonly days: readonly ComparedDay[]
}

/** Which cached days the figures rest on, and what became of the others. */
export function DaysPanel({ comparison }: { readonly comparison: Comparison }) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const rows = rowsOf(comparison.days)
  const read = comparison.days.filter(({ state }) => state === 'read').length
  const sum = (days: readonly ComparedDay[], name: 'items' | 'invalid') =>
    days.reduce((total, day) => total + (day[name] ?? 0), 0)
  return (
    <Panel
      flush
      title={t('compare.days')}
      note={t('compare.daysRead', { read: formats.integer(read), all: formats.integer(comparison.days.length) })}
    >
      <DataTable
        caption={t('compare.days')}
        rows={rows}
        rowKey={({ provider, state }) => `${provider} ${state}`}
        columns={[
          {
            id: 'provider',
            header: t('procurements.column.provider'),
            rowHeader: true,
            width: '160px',
            render: ({ provider }) => (
              <span className="overlap__provider">
                <ProviderMark mark={markOf(provider)} letter={provider.charAt(0)} />
                {provider}
              </span>
            ),
          },
          {
            id: 'state',
            header: t('compare.column.state'),
            width: '240px',
            render: ({ state }) => (
              <StatusWord shape={signs[state][0]} tone={signs[state][1]}>
                {t(`compare.state.${state}`)}
              </StatusWord>
            ),
          },
          {
            id: 'days',
            header: t('compare.column.days'),
            render: ({ days }) => {
              const words = days.map(({ day }) => formats.day(day)).join(', ')
              return <span title={words}>{words}</span>
            },
          },
          {
            id: 'items',
            header: t('compare.column.items'),
            width: '96px',
            align: 'end',
            render: ({ state, days }) => (state === 'read' ? formats.integer(sum(days, 'items')) : '–'),
          },
          {
            id: 'invalid',
            header: t('search.column.rejected'),
            width: '104px',
            align: 'end',
            render: ({ state, days }) => (state === 'read' ? formats.integer(sum(days, 'invalid')) : '–'),
          },
        ]}
      />
    </Panel>
  )
}

/** One row per provider and what became of its days, in the order of the providers, days oldest first. */
function rowsOf(days: readonly ComparedDay[]): readonly Row[] {
  const states = Object.keys(signs) as ComparedDayState[] // the table's own
  const providers = [...new Set(days.map(({ provider }) => provider))]
  return providers.flatMap((provider) =>
    states.flatMap((state) => {
      const own = days.filter((day) => day.provider === provider && day.state === state)
      return own.length === 0 ? [] : [{ provider, state, days: own.toReversed() }]
    }),
  )
}
