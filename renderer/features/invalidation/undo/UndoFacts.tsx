import type { ReactNode } from 'react'
import { addressText } from '../../../../shared/connection/address-text.ts'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { StatusWord } from '../../../ui/StatusWord.tsx'

/** What comes back as what, from which copy, and to where. @param brief - beside the question, without what was just read */
export function UndoFacts({ preview, brief }: { readonly preview: UndoPreview; readonly brief: boolean }) {
  const { t, formats } = useWords()
  const { bundle, damaged, damagedRecords, elsewhere } = preview
  const places = damagedRecords.map((place) => formats.integer(place)).join(', ')
  return (
    <dl className="invalidation__facts">
      <Fact name={t('undo.fact.returns')}>
        {t(bundle.file === undefined ? 'undo.fact.returnsText' : 'import.returnsText')}
      </Fact>
      <Fact name={t('undo.fact.stays')}>{t('undo.fact.staysText')}</Fact>
      {!brief && (
        <Fact name={t('undo.fact.copy')}>
          {t('undo.fact.copyText', {
            size: formats.bytes(bundle.fileBytes),
            at: formats.instant(bundle.createdAt),
            until: formats.instant(bundle.undoUntil),
          })}
        </Fact>
      )}
      {!brief && damaged > 0 && (
        <Fact name={t('undo.fact.damaged')}>
          <StatusWord shape="warning" tone="warning">
            {t(damaged > damagedRecords.length ? 'undo.fact.damagedFirst' : 'undo.fact.damagedText', { places })}
          </StatusWord>
        </Fact>
      )}
      {elsewhere && (
        <Fact name={t('undo.fact.server')}>
          <StatusWord shape="warning" tone="warning">
            {t('undo.fact.otherServer', {
              server: `${addressText(bundle.server)}, db ${bundle.server.database}`,
            })}
          </StatusWord>
        </Fact>
      )}
    </dl>
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
