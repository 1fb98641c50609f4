import type { Capability, ConnectionStatus } from '../../shared/contract/connection.ts'
import type { Words } from '../i18n/words.ts'
import { useWords } from '../i18n/words.ts'
import { selectConnected, selectStatus, useConnection } from './connection-store.ts'

/** What of a connection an act needs. */
export type WriteFeature = Extract<Capability['feature'], 'invalidate' | 'undo' | 'fetch' | 'policy' | 'configure'>

/**
 * Why an act that writes cannot be done now, in words beside its control; null where it can.
 * Main refuses by itself: this only says so beforehand.
 */
export function whyNotWritable({ t }: Words, status: ConnectionStatus, feature: WriteFeature): string | null {
  if (status.phase === 'connecting') return t('reason.connecting')
  if (status.phase !== 'connected') return t('reason.notConnected')
  const { target, identity, capabilities } = status.connection
  if (target.readOnly) return t('reason.readOnly')
  if (identity.role === 'replica') return t('reason.replica')
  if (status.unconfirmed && (feature === 'invalidate' || feature === 'undo' || feature === 'policy'))
    return t('reason.unconfirmed')
  const missing = capabilities.filter((capability) => capability.feature === feature && capability.allowed === false)
  if (missing.length === 0) return null
  return t('reason.needs', { commands: missing.map(({ command }) => command.toUpperCase()).join(', ') })
}

/** The same for the connection on screen. */
export function useWhyNotWritable(feature: WriteFeature): string | null {
  return whyNotWritable(useWords(), useConnection(selectStatus), feature)
}

/** Why no fetch can be run at all; null where one can at least compare, which writes nothing. */
export function useWhyNotFetchable(): string | null {
  const notWritable = useWhyNotWritable('fetch')
  return useConnection(selectConnected) ? null : notWritable
}
