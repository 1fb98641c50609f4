import { useEffect, useRef } from 'react'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import type { AsideCommit, FetchAside } from '../../../shared/contract/fetch-aside.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { goTo } from '../../connection/address.ts'
import { useWords } from '../../i18n/words.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmForm } from '../../ui/ConfirmForm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextInput } from '../../ui/Field.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import type { AsideDecision } from './asides-store.ts'
import { Comparison } from './Comparison.tsx'
import './asides.css'

export interface AsideDialogProps {
  readonly decision: AsideDecision
  readonly connection: OpenConnection | null
  /** Why nothing can be stored; null where it can. */
  readonly notWritable: string | null
  readonly onType: (text: string) => void
  readonly onCommit: () => void
  readonly onDiscard: () => void
  readonly onClose: () => void
}

const formId = 'aside-confirm'

/** Keep or replace? Both values beside each other; keeping is what happens without a decision. */
export function AsideDialog(props: AsideDialogProps) {
  const { decision, connection, notWritable, onType, onCommit, onDiscard, onClose } = props
  const { t, rich, formats } = useWords()
  const { aside, typed, acting } = decision
  const keep = useRef<HTMLButtonElement>(null)
  const done = acting.phase === 'ready' ? acting.value : null
  // The buttons that acted are gone: the focus goes on to the one that ends the dialog.
  useEffect(() => {
    if (done !== null) keep.current?.focus()
  }, [done])
  const busy = acting.phase === 'loading' ? t('fetches.aside.acting') : null
  const reason = notWritable ?? busy ?? (typed === aside.provider ? null : t('fetches.aside.needsName'))
  const because = t(`fetches.aside.because.${aside.reason}`, { at: formats.instant(aside.at), by: aside.by })
  const names = { provider: aside.provider, day: formats.day(aside.day) }

  if (done !== null) {
    return (
      <Dialog
        open
        onClose={onClose}
        initialFocus={keep}
        title={t(done === 'discarded' ? 'fetches.aside.discarded' : 'fetches.aside.done', names)}
        foot={
          <Button ref={keep} size="dialog" variant="primary" onClick={onClose}>
            {t('fetches.aside.finish')}
          </Button>
        }
      >
        {done === 'discarded' ? <p>{t('fetches.aside.discardedText')}</p> : <Committed commit={done} />}
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      initialFocus={keep}
      title={t(aside.live === null ? 'fetches.aside.questionStore' : 'fetches.aside.question', names)}
      lead={
        connection && (
          <p className="aside__where">
            <EnvironmentBadge
              environment={connection.target.environment}
              label={t(`environment.${connection.target.environment}`)}
            />
            <span>{connection.name}</span>
            <span className="mono">{dailyFetchKey(aside.provider, aside.day)}</span>
          </p>
        )
      }
      footStart={
        <Button size="dialog" variant="ghost" reason={notWritable ?? busy} reasonShown="hidden" onClick={onDiscard}>
          {t('fetches.aside.discard')}
        </Button>
      }
      foot={
        <>
          <Button ref={keep} size="dialog" hint="Esc" onClick={onClose}>
            {t(aside.live === null ? 'fetches.aside.leave' : 'fetches.aside.keep')}
          </Button>
          <Button size="dialog" variant="danger" type="submit" form={formId} reason={reason} reasonShown="hidden">
            {t(aside.live === null ? 'fetches.aside.store' : 'fetches.aside.replace', { n: aside.items })}
          </Button>
        </>
      }
    >
      <ConfirmForm
        id={formId}
        className="aside"
        figures={`${because} ${t('fetches.compare.items')}: ${[
          ...(aside.live?.items == null ? [] : [`${t('fetches.compare.old')} ${formats.integer(aside.live.items)}`]),
          `${t('fetches.compare.new')} ${formats.integer(aside.items)}`,
        ].join(', ')}`}
        reason={reason}
        onConfirm={onCommit}
      >
        {acting.phase === 'failed' && <FailureNotice failure={acting.failure} />}
        <p>{because}</p>
        <Comparison comparison={comparisonOf(aside)} />
        <p className="aside__line">
          <Button size="small" onClick={() => goTo(keyAddress(aside.key))}>
            {t('fetches.aside.view')}
          </Button>
          <span className="text-2">{t('fetches.aside.expires', { until: formats.instant(aside.expiresAt) })}</span>
        </p>
        <div className="aside__confirm">
          {aside.live !== null && <p className="text-2">{t('fetches.aside.undoable')}</p>}
          <label htmlFor="aside-name">
            {rich('fetches.aside.type', { provider: <strong className="mono">{aside.provider}</strong> })}
          </label>
          <div className="aside__line">
            <TextInput
              id="aside-name"
              mono
              size="dialog"
              value={typed}
              onValue={onType}
              autoCapitalize="off"
              className="aside__name"
            />
            {reason !== null && <span className="text-2">{reason}</span>}
          </div>
        </div>
      </ConfirmForm>
    </Dialog>
  )
}

function Committed({ commit }: { readonly commit: AsideCommit }) {
  const { t, formats } = useWords()
  return (
    <div className="aside">
      <StatusWord shape="ok" tone="ok">
        {t('fetches.storedUnder', { key: commit.key, size: formats.bytes(commit.bytes) })}
      </StatusWord>
      {commit.undoUntil !== null && (
        <p className="aside__line">
          <span>{t('fetches.aside.undoUntil', { until: formats.instant(commit.undoUntil) })}</span>
          <Button size="small" onClick={() => goTo('/activity')}>
            {t('fetches.aside.toUndo')}
          </Button>
        </p>
      )}
    </div>
  )
}

function comparisonOf({ live, items, bytes, ends }: FetchAside) {
  return {
    oldItems: live?.items ?? null,
    oldBytes: live?.bytes ?? null,
    oldEnds: live?.ends ?? { first: null, last: null },
    newItems: items,
    newBytes: bytes,
    newEnds: ends,
  }
}

/** The key alone in the list, and opened. Its name is ASCII. */
const keyAddress = (key: string) => `/keys?${new URLSearchParams({ q: key, key: btoa(key) })}`
