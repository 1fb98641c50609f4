import { addressText } from '../../../shared/connection/address-text.ts'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'

/** Which connection this is about; the mode stands before its name. */
export function Where({ place }: { readonly place: OpenConnection | null }) {
  const { t } = useWords()
  if (place === null) return null
  const { target, identity, name } = place
  return (
    <p className="invalidation__where">
      <EnvironmentBadge environment={target.environment} label={t(`environment.${target.environment}`)} />
      <span>{name}</span>
      <span className="mono">{addressText(identity)}</span>
      <span>{`db ${identity.database}`}</span>
    </p>
  )
}
