import type { ConfigRow } from '../../../shared/contract/server-config.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'

export interface SettingChoicesProps {
  readonly row: ConfigRow
  /** What stands in the field now; it is not offered again. */
  readonly value: string
  readonly onChoose: (value: string) => void
}

/** The values that have a name: recommended, named elsewhere, and the one this console replaced. */
export function SettingChoices({ row, value, onChoose }: SettingChoicesProps) {
  const { t } = useWords()
  const named = [
    { id: 'recommended', text: row.recommended },
    { id: 'alternative', text: row.alternative },
    { id: 'former', text: row.putBack },
  ] as const
  const offered = named.filter(({ text }) => text !== null && text !== value)
  if (offered.length === 0) return null
  return (
    <div className="setting__choices">
      {offered.map(({ id, text }) => (
        <Button key={id} size="small" onClick={() => onChoose(text ?? '')}>
          {t(`server.setting.choice.${id}`, { value: text || '""' })}
        </Button>
      ))}
    </div>
  )
}
