import { Search } from 'lucide-react'
import { type FormEvent, useEffect, useMemo, useRef } from 'react'
import { selectConnected, useConnection } from '../../../connection/connection-store.ts'
import { usePageActions } from '../../../connection/page-actions.ts'
import { selectProviderList, useProviders } from '../../../connection/providers-store.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Switch } from '../../../ui/Field.tsx'
import { Page } from '../../../ui/Page.tsx'
import { FetchSections } from '../FetchSections.tsx'
import { ProviderChoice } from '../ProviderChoice.tsx'
import { ProcurementsPanel } from '../procurements/ProcurementsPanel.tsx'
import { FilterFields } from './FilterFields.tsx'
import { LookupLine } from './LookupLine.tsx'
import { SearchAnswers } from './SearchAnswers.tsx'
import { SearchProgressLines } from './SearchProgressLines.tsx'
import './search.css'
import { commonFields, filtersText, formFaults, otherFields } from './search-form.ts'
import { useSearch } from './search-store.ts'

/** How long typing rests before the key of the form is looked up. */
const restMs = 350

/** A search by hand: from the combined search, the providers' own ones, or the providers themselves. */
export function SearchPage() {
  const { t } = useWords()
  const store = useSearch()
  const { form, refresh, result, change, run, cancel, lookUp, start } = store
  const providers = useProviders(selectProviderList)
  const connected = useConnection(selectConnected)
  const firstField = useRef<HTMLFormElement>(null)
  const faults = useMemo(() => formFaults(form), [form])
  const filters = faults.size === 0 ? filtersText(form) : null
  const chosen = store.providers ?? providers.filter(({ enabled }) => enabled).map(({ id }) => id)
  const running = result.phase === 'loading'
  const found = latest(result)

  useEffect(() => start(), [start])
  useEffect(() => {
    if (filters === null || !connected) return
    const timer = setTimeout(() => void lookUp(filters), restMs)
    return () => clearTimeout(timer)
  }, [filters, connected, lookUp])
  usePageActions(
    useMemo(() => ({ search: () => firstField.current?.querySelector<HTMLInputElement>('input')?.select() }), []),
  )

  const reason =
    (connected ? null : t('reason.notConnected')) ??
    (chosen.length === 0 ? t('fetches.form.needsProvider') : null) ??
    (filters === null ? t('search.hasFaults') : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null || filters === null || running) return
    void run({ filters, providers: providers.map(({ id }) => id).filter((id) => chosen.includes(id)), refresh })
  }
  const otherCount = otherFields.filter((name) => name !== 'page' && name !== 'page_size' && form[name] !== '').length

  return (
    <Page title={t('fetches.title')} summary={t('search.summary')}>
      <FetchSections current="search" />
      <form className="search-form" onSubmit={submit} ref={firstField} aria-label={t('search.title')}>
        <div className="search-form__grid">
          <FilterFields names={commonFields} form={form} faults={faults} onForm={(next) => change({ form: next })} />
        </div>
        <details className="search-form__more">
          <summary>{t('search.more', { n: otherCount })}</summary>
          <div className="search-form__grid">
            <FilterFields names={otherFields} form={form} faults={faults} onForm={(next) => change({ form: next })} />
          </div>
        </details>
        <div className="search-form__foot">
          <ProviderChoice providers={providers} chosen={chosen} onChosen={(next) => change({ providers: next })} />
          <Switch
            checked={refresh}
            onChecked={(on) => change({ refresh: on })}
            label={t('search.refresh')}
            help={t('search.refreshHint')}
          />
          <div className="search-form__act">
            {running ? (
              <Button onClick={cancel}>{t('common.stop')}</Button>
            ) : (
              <Button type="submit" variant="primary" icon={Search} reason={reason}>
                {t('search.run')}
              </Button>
            )}
          </div>
        </div>
        <LookupLine lookup={store.lookup} />
      </form>
      {running && <SearchProgressLines providers={chosen} progress={store.progress} />}
      {result.phase === 'failed' && result.failure.code !== 'cancelled' && <FailureNotice failure={result.failure} />}
      {result.phase === 'failed' && result.failure.code === 'cancelled' && (
        <p className="search-form__note">{t('search.cancelled')}</p>
      )}
      {found && (
        <>
          <SearchAnswers result={found} />
          <ProcurementsPanel set={found.set} />
        </>
      )}
    </Page>
  )
}
