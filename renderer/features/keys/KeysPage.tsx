import { Search } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { KeyRef, KeyRow, KeyScope } from '../../../shared/contract/keys.ts'
import { goTo, useAddress } from '../../connection/address.ts'
import { selectConnected, selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useNamespaces } from '../../connection/namespaces.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { selectShownStats, useStats } from '../../connection/stats-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { KeyList } from './KeyList.tsx'
import { KeyPanel } from './KeyPanel.tsx'
import './keys.css'
import { type KeysAddress, keysAddress, readKeysAddress, searchText } from './keys-address.ts'
import { useKeys } from './keys-store.ts'
import { ScopeTree } from './ScopeTree.tsx'

/** How long typing rests before it is searched for. */
const restMs = 350

/** What exactly is stored under a name: namespaces, their keys, and what one of them holds. */
export function KeysPage() {
  const { t } = useWords()
  const address = useAddress()
  const at = useMemo(() => readKeysAddress(address.query), [address.query])
  const glob = address.query.glob === '1'
  const namespaces = useNamespaces()
  const report = useStats(selectShownStats)
  const connected = useConnection(selectConnected)
  const shown = useConnection(selectShownConnection)
  const keys = useKeys()
  const { start, search, open, close, readAgain } = keys
  const field = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLElement>(null)
  const page = latest(keys.list)

  const to = useCallback((change: Partial<KeysAddress>) => goTo(keysAddress({ ...at, ...change }, glob)), [at, glob])

  // One list per question and server; another server's list says nothing of this one.
  const question = JSON.stringify([at.scope, at.search])
  const server = shown ? JSON.stringify([shown.profileId, shown.identity.runId, shown.target.database]) : null
  const ask = useCallback(() => {
    const [scope, given] = JSON.parse(question) as [KeysAddress['scope'], KeysAddress['search']] // written just above
    void search(scope, given)
  }, [question, search])
  useEffect(() => start(), [start])
  useEffect(() => {
    if (connected && server !== null) ask()
  }, [connected, server, ask])

  useEffect(() => {
    const { openRef } = useKeys.getState()
    const openKey = openRef && 'base64' in openRef ? openRef.base64 : null
    if (at.key === openKey || !connected) return
    if (at.key === null) close()
    else void open({ base64: at.key })
  }, [at.key, connected, open, close])
  useEffect(() => () => close(), [close])

  const refresh = useCallback(() => {
    ask()
    void readAgain()
  }, [ask, readAgain])
  const toField = useCallback(() => field.current?.select(), [])
  const { searching, stop } = keys
  usePageActions(
    useMemo(() => ({ refresh, search: toField, ...(searching ? { stop } : {}) }), [refresh, toField, searching, stop]),
  )

  const openPlace = page?.rows.findIndex((row) => isOpen(row, keys.openRef, page.listing)) ?? -1
  // The panel's heading comes with a later render; until then the wish is kept.
  const toPanel = useRef(false)
  useEffect(() => {
    if (!toPanel.current || !heading.current) return
    toPanel.current = false
    heading.current.focus()
  })
  const openRow = (row: KeyRow) => {
    if (row.key.base64 === null && page) {
      to({ key: null })
      void open({ listing: page.listing, index: row.index })
    } else to({ key: row.key.base64 })
    toPanel.current = true
  }
  const step = (by: 1 | -1) => {
    const row = page?.rows[openPlace + by]
    if (row) openRow(row)
  }
  const leave = () => {
    const row = list.current?.querySelector<HTMLElement>('tr[aria-selected="true"]')
    close()
    to({ key: null })
    if (row) row.focus()
    else field.current?.focus()
  }
  // Esc and the brackets act wherever the focus is on this screen, except in a field and below a dialog.
  const press = useRef<(event: KeyboardEvent) => void>(() => undefined)
  useEffect(() => {
    press.current = (event) => {
      if (keys.openRef === null || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.target instanceof HTMLInputElement || document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === 'Escape') leave()
      else if (event.key === '[') step(-1)
      else if (event.key === ']') step(1)
      else return
      event.preventDefault()
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press.current(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  const stale = keys.outdated || !connected
  return (
    <Page
      title={t('browse.title')}
      actions={
        <>
          <SearchField
            fieldRef={field}
            text={searchText(at.search)}
            glob={glob}
            onText={(text, asGlob) =>
              goTo(
                keysAddress(
                  {
                    ...at,
                    search: asGlob && text !== '' ? { kind: 'glob', pattern: text } : { kind: 'literal', text },
                  },
                  asGlob,
                ),
              )
            }
          />
          <RefreshButton onClick={refresh} reason={connected ? null : t('reason.notConnected')} />
        </>
      }
    >
      <div className={keys.openRef ? 'keys keys--open' : 'keys'}>
        <ScopeTree
          namespaces={namespaces}
          report={report}
          scope={at.scope}
          addressOf={(scope) => keysAddress({ ...at, scope, key: null }, glob)}
        />
        <section className="keys__list" aria-label={t('browse.list')} ref={list}>
          {keys.list.phase === 'failed' && <FailureNotice failure={keys.list.failure} onRetry={ask} />}
          {stale && page && (
            <p className="keys__note">
              <StatusWord shape="waiting" tone="warning">
                {t(connected ? 'browse.outdated' : 'browse.disconnected')}
              </StatusWord>
            </p>
          )}
          {page === null ? (
            keys.list.phase === 'loading' ? (
              <Loading skeleton={<SkeletonRows rows={12} />} progress={t('browse.reading')} />
            ) : (
              keys.list.phase === 'idle' && <EmptyState>{t('reason.notConnected')}</EmptyState>
            )
          ) : (
            <>
              {page.rows.length === 0 && !keys.searching && !keys.stopped && (
                <EmptyState
                  action={
                    searchText(at.search) === '' ? null : (
                      <Button onClick={() => goTo(keysAddress({ ...at, search: literalAll }, false))}>
                        {t('browse.clearSearch')}
                      </Button>
                    )
                  }
                >
                  {emptyWords()}
                </EmptyState>
              )}
              <KeyList
                page={page}
                prefix={prefixOf(at.scope)}
                searching={keys.searching}
                stopped={keys.stopped}
                selected={openPlace === -1 ? null : (page.rows[openPlace]?.index ?? null)}
                onOpen={openRow}
                onPage={(to) => void keys.turnTo(to)}
                onStop={keys.stop}
                onGoOn={() => void keys.turnTo(page.page)}
              />
            </>
          )}
        </section>
        {keys.openRef && (
          <KeyPanel
            keyRef={keys.openRef}
            opened={keys.opened}
            before={keys.before}
            place={page && openPlace !== -1 ? { at: openPlace + 1, of: page.rows.length } : null}
            heading={heading}
            onStep={step}
            onRead={() => void readAgain()}
            onClose={leave}
          />
        )}
      </div>
    </Page>
  )

  function emptyWords(): string {
    const text = searchText(at.search)
    if (text === '') return t('browse.empty')
    return t(glob ? 'browse.emptyGlob' : 'browse.emptyLiteral', { text: text.slice(0, 80) })
  }
}

const literalAll = { kind: 'literal', text: '' } as const

interface SearchFieldProps {
  readonly fieldRef: React.RefObject<HTMLInputElement | null>
  readonly text: string
  readonly glob: boolean
  readonly onText: (text: string, glob: boolean) => void
}

/** Literal unless the switch says glob; searched when typing rests, or at Enter. */
function SearchField({ fieldRef, text, glob, onText }: SearchFieldProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState(text)
  const asked = useRef(text)
  const latestOnText = useRef(onText)
  useEffect(() => {
    latestOnText.current = onText
  })
  useEffect(() => {
    // Another door changed the address: a link of the tree, "clear search", the way back.
    if (text !== asked.current) setTyped(text)
    asked.current = text
  }, [text])
  useEffect(() => {
    if (typed === asked.current) return
    const timer = setTimeout(() => {
      asked.current = typed
      latestOnText.current(typed, glob)
    }, restMs)
    return () => clearTimeout(timer)
  }, [typed, glob])
  return (
    <search>
      <form
        className="keys__search"
        onSubmit={(event) => {
          event.preventDefault()
          onText(typed, glob)
        }}
      >
        <div className="keys__box">
          <Search size={14} strokeWidth={2} aria-hidden="true" />
          <input
            ref={fieldRef}
            type="search"
            className="keys__field mono"
            aria-label={t('browse.search')}
            placeholder={t(glob ? 'browse.placeholderGlob' : 'browse.placeholder')}
            maxLength={glob ? 512 : 16_384}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Segmented
          label={t('browse.searchKind')}
          value={glob ? 'glob' : 'literal'}
          options={[
            { value: 'literal', label: t('browse.literal') },
            { value: 'glob', label: 'Glob' },
          ]}
          onValue={(kind) => onText(kind === 'glob' ? typed.slice(0, 512) : typed, kind === 'glob')}
        />
      </form>
    </search>
  )
}

function isOpen(row: KeyRow, ref: KeyRef | null, listing: string): boolean {
  if (ref === null) return false
  return 'base64' in ref ? row.key.base64 === ref.base64 : ref.listing === listing && ref.index === row.index
}

function prefixOf(scope: KeyScope): string {
  if (scope.kind === 'family') return `${scope.namespace}:${scope.family}:`
  return 'namespace' in scope ? `${scope.namespace}:` : ''
}
