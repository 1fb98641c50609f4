import type { ReactNode } from 'react'
import type { OperationCheck, UnfinishedOperation } from '../../../../shared/contract/operations.ts'
import { useWords } from '../../../i18n/words.ts'
import { type Load, latest } from '../../../lib/load.ts'
import { BooksTable } from '../../../ui/BooksTable.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'

export interface RecoveryFactsProps {
  readonly operation: UnfinishedOperation
  readonly check: Load<OperationCheck>
  readonly closing: Load<object>
  /** Why its keys cannot be read back now; null where they can. */
  readonly notHere: string | null
}

/** What is known without asking the server, and what reading back found. */
export function RecoveryFacts({ operation, check, closing, notHere }: RecoveryFactsProps) {
  const { t, formats } = useWords()
  const { kind, who, startedAt, connection, server, keys, bundle } = operation
  const known = latest(check)
  const place = `${server.host}:${server.port}`
  return (
    <div className="invalidation">
      <dl className="invalidation__facts">
        <Fact name={t('recovery.fact.when')}>
          {t('recovery.fact.whenText', { at: formats.instant(startedAt), who })}
        </Fact>
        <Fact name={t('recovery.fact.where')}>
          {connection !== place && `${connection} `}
          <span className="mono">{place}</span> {`db ${server.database}`}
          {notHere !== null && (
            <>
              {' '}
              <StatusWord shape="warning" tone="warning">
                {notHere}
              </StatusWord>
            </>
          )}
        </Fact>
        <Fact name={t('recovery.fact.keys')}>{t(`recovery.fact.keysText.${kind}`, { count: keys })}</Fact>
        <Fact name={t('recovery.fact.copy')}>
          {bundle === null ? t('recovery.fact.noCopy') : <span className="mono">{bundle}</span>}
        </Fact>
        <Fact name={t('recovery.fact.since')}>{t('recovery.fact.sinceText')}</Fact>
      </dl>
      {closing.phase === 'failed' && <FailureNotice failure={closing.failure} />}
      {check.phase === 'loading' && <p role="status">{t('recovery.inspecting')}</p>}
      {check.phase === 'failed' && <FailureNotice failure={check.failure} />}
      {known && <CheckTable check={known} />}
    </div>
  )
}

function CheckTable({ check }: { readonly check: OperationCheck }) {
  const { t, formats } = useWords()
  const lost = check.gone - check.goneSaved
  const rows = [
    {
      id: 'goneSaved',
      name: t('recovery.check.goneSaved'),
      hint: t('recovery.check.goneSavedHint'),
      count: check.goneSaved,
    },
    { id: 'lost', name: t('recovery.check.gone'), hint: t('recovery.check.goneHint'), count: lost },
    { id: 'there', name: t('recovery.check.there'), count: check.there },
    { id: 'changed', name: t('recovery.check.changed'), count: check.changed },
    { id: 'unknown', name: t('recovery.check.unknown'), count: check.unknown },
  ]
  return (
    <>
      <BooksTable
        caption={t('recovery.check.caption')}
        rows={rows}
        total={{ name: t('recovery.check.listed'), count: check.listed }}
      />
      {check.damaged > 0 && (
        <StatusWord shape="warning" tone="warning">
          {t('recovery.check.damaged', { n: check.damaged })}
        </StatusWord>
      )}
      <p className="text-2">{t('recovery.check.at', { at: formats.clock(check.at) })}</p>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="invalidation__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
