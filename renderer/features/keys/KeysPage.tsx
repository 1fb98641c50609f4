import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { KeyRow, KeyScope } from '../../../shared/contract/keys.ts'
import { goTo, useAddress } from '../../connection/address.ts'
import { selectConnected, selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useNamespaces } from '../../connection/namespaces.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { useShownStats } from '../../connection/shown-stats.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { usePanelKeys } from '../../ui/use-panel-keys.ts'
import { KeyList } from './KeyList.tsx'
import { KeyPanel } from './KeyPanel.tsx'
import './keys.css'
import { type KeysAddress, keysAddress, readKeysAddress, searchText } from './keys-address.ts'
import { useKeys } from './keys-store.ts'
import { MarksBar } from './MarksBar.tsx'
import { useMarks } from './marks-store.ts'
import { refOf } from './name-text.ts'
import { ScopeTree } from './ScopeTree.tsx'
import { SearchField } from './SearchField.tsx'
import { useShownRows } from './use-shown-rows.ts'

/** What exactly is stored under a name: namespaces, their keys, and what one of them holds. */
export function KeysPage() {
  const { t } = useWords()
  const address = useAddress()
  const at = useMemo(() => readKeysAddress(address.query), [address.query])
  const glob = address.query.glob === '1'
  const namespaces = useNamespaces()
  const report = useShownStats()
  const connected = useConnection(selectConnected)
  const shown = useConnection(selectShownConnection)
  const keys = useKeys()
  const { start, search, open, close, readAgain } = keys
  const field = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLElement>(null)
  const facts = latest(keys.list)
  const rows = useShownRows(facts)

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

  const { keepTo, forgetOther } = useMarks.getState()
  useEffect(() => {
    if (server !== null) keepTo(`${server} ${question}`)
  }, [server, question, keepTo])
  const listing = facts?.listing
  useEffect(() => {
    if (listing !== undefined) forgetOther(listing)
  }, [listing, forgetOther])

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
  const [invalidate, setActNow] = useState<(() => void) | null>(null)
  const setInvalidate = useCallback((act: (() => void) | null) => setActNow(() => act), [])
  usePageActions(
    useMemo(
      () => ({ refresh, search: toField, ...(searching ? { stop } : {}), ...(invalidate ? { invalidate } : {}) }),
      [refresh, toField, searching, stop, invalidate],
    ),
  )

  // The panel's heading comes with a later render; until then the wish is kept.
  const toPanel = useRef(false)
  useEffect(() => {
    if (!toPanel.current || !heading.current) return
    toPanel.current = false
    heading.current.focus()
  })
  const openRow = (row: KeyRow | null) => {
    if (row === null || facts === null) return
    const ref = refOf(row, facts.listing)
    to({ key: row.key.base64 })
    if (!('base64' in ref)) void open(ref)
  }
  const openAndGo = (place: number) => {
    toPanel.current = true
    openRow(rows.rowAt(place))
  }
  const peek = (place: number) => (place === rows.openPlace ? leave() : openRow(rows.rowAt(place)))
  const step = (by: 1 | -1) => {
    if (rows.openPlace !== null) void rows.readRowAt(rows.openPlace + by).then(openRow)
  }
  const leave = () => {
    const row = list.current?.querySelector<HTMLElement>('tr[aria-current="true"]')
    close()
    to({ key: null })
    if (row) row.focus()
    else field.current?.focus()
  }
  usePanelKeys({ open: keys.openRef !== null, onClose: leave, onStep: step })
  const marked = useMarks((state) => state.marks.size > 0)
  usePanelKeys({ open: marked && keys.openRef === null, onClose: useMarks.getState().clear, onStep: noStep })

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
          {stale && facts && (
            <p className="keys__note">
              <StatusWord shape="waiting" tone="warning">
                {t(connected ? 'browse.outdated' : 'browse.disconnected')}
              </StatusWord>
            </p>
          )}
          {facts === null ? (
            keys.list.phase === 'loading' ? (
              <Loading skeleton={<SkeletonRows rows={12} />} progress={t('browse.reading')} />
            ) : (
              keys.list.phase === 'idle' && <EmptyState>{t('reason.notConnected')}</EmptyState>
            )
          ) : (
            <>
              {facts.found === 0 && !keys.searching && !keys.stopped && (
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
                facts={facts}
                rows={rows}
                prefix={prefixOf(at.scope)}
                searching={keys.searching}
                narrow={keys.openRef !== null}
                onSeen={keys.see}
                onOpen={openAndGo}
                onPeek={peek}
                onStop={keys.stop}
                onGoOn={() => void keys.walkOn()}
                onSort={() => void keys.sort()}
              >
                <MarksBar onDone={refresh} onAct={setInvalidate} />
              </KeyList>
            </>
          )}
        </section>
        {keys.openRef && (
          <KeyPanel
            keyRef={keys.openRef}
            opened={keys.opened}
            before={keys.before}
            place={facts && rows.openPlace !== null ? { at: rows.openPlace + 1, of: facts.found } : null}
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

/** Among the marked keys there is no next one. */
const noStep = () => undefined

const literalAll = { kind: 'literal', text: '' } as const

function prefixOf(scope: KeyScope): string {
  if (scope.kind === 'family') return `${scope.namespace}:${scope.family}:`
  return 'namespace' in scope ? `${scope.namespace}:` : ''
}
