import type { SearchAnswer, SearchResult } from '../../../../shared/contract/search.ts'
import { failureWords } from '../../../../shared/messages/failure-words.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import { type Column, DataTable } from '../../../ui/DataTable.tsx'
import { Unknown } from '../../../ui/Figure.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'

/** Who answered, from where and how old it is; a failure is a row like the others, and never looks like nothing found. */
export function SearchAnswers({ result }: { readonly result: SearchResult }) {
  const { t, formats, language } = useWords()
  const markOf = useMarkOf()
  const columns: readonly Column<SearchAnswer>[] = [
    {
      id: 'provider',
      header: t('procurements.column.provider'),
      width: '180px',
      rowHeader: true,
      render: ({ provider }) => (
        <span className="search-answers__provider">
          <ProviderMark mark={markOf(provider)} letter={provider.charAt(0)} />
          {provider}
        </span>
      ),
    },
    {
      id: 'from',
      header: t('search.column.from'),
      render: (answer) => {
        if (answer.failure !== null) {
          const { what, next } = failureWords(answer.failure, language)
          return (
            <span title={`${what} ${next}`}>
              <StatusWord shape="error" tone="error">
                {t('search.from.failed', { what })}
              </StatusWord>
            </span>
          )
        }
        if (answer.from === 'provider') {
          return (
            <StatusWord shape="ok" tone="quiet">
              {t('search.from.provider', { at: formats.clock(result.at) })}
            </StatusWord>
          )
        }
        return (
          <StatusWord shape="kept" tone="quiet">
            {answer.ageSeconds === null
              ? t(`search.from.${answer.from}`)
              : t(`search.from.${answer.from}Aged`, { age: formats.duration(answer.ageSeconds * 1_000) })}
          </StatusWord>
        )
      },
    },
    {
      id: 'found',
      header: t('search.column.found'),
      width: '120px',
      align: 'end',
      render: ({ opportunities }) =>
        opportunities === null ? <Unknown reason={t('search.unknownFound')} /> : formats.integer(opportunities),
    },
    {
      id: 'rejected',
      header: t('search.column.rejected'),
      width: '120px',
      align: 'end',
      render: ({ rejected, failure }) =>
        failure === null ? formats.integer(rejected) : <Unknown reason={t('search.unknownFound')} />,
    },
  ]
  const { procurements, shared } = result
  return (
    <Panel flush title={t('search.answers')} note={t('search.found', { procurements, shared })}>
      <DataTable
        caption={t('search.answers')}
        columns={columns}
        rows={result.answers}
        rowKey={({ provider }) => provider}
      />
      <Stored result={result} />
    </Panel>
  )
}

/** Where it was stored for the other readers; or why it was not. */
function Stored({ result: { key, keptWider, storeFailure } }: { readonly result: SearchResult }) {
  const { t, language } = useWords()
  if (key !== null) return null
  const why =
    storeFailure !== null
      ? failureWords(storeFailure, language).what
      : t(keptWider ? 'search.notStored.keptWider' : 'search.notStored.failed')
  return (
    <p className="search-form__note">
      <StatusWord shape="kept" tone="warning">
        {t('search.notStored', { why })}
      </StatusWord>
    </p>
  )
}
