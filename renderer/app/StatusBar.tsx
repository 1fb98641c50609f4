import { addressText } from '../../shared/connection/address-text.ts'
import type { ConnectionStatus, OpenConnection } from '../../shared/contract/connection.ts'
import { cacheDayOf, cacheZone } from '../../shared/time/cache-day.ts'
import { selectShownConnection, selectStatus, useConnection } from '../connection/connection-store.ts'
import { useDayZone, zoneName } from '../connection/day-zone.ts'
import { useStats } from '../connection/stats-store.ts'
import { useNow } from '../connection/use-now.ts'
import { useWords, type Words } from '../i18n/words.ts'

/** The server in words at the left, how old the figures are and what time it is at the right. */
export function StatusBar() {
  return (
    <footer className="status-bar" tabIndex={-1} data-region="status">
      <ServerWords />
      <Clocks />
    </footer>
  )
}

function ServerWords() {
  const words = useWords()
  const { t } = words
  const status = useConnection(selectStatus)
  const connection = useConnection(selectShownConnection)
  return (
    <div className="status-bar__side">
      <span className={`status-bar__dot status-bar__dot--${status.phase}`} aria-hidden="true" />
      <span role="status" title={stateWords(words, status)}>
        {stateWords(words, status)}
      </span>
      {connection && (
        <>
          <span>{t('connection.database', { database: connection.identity.database })}</span>
          <span>{`${productName(connection)} ${connection.identity.version}`}</span>
          <span>{t(writable(connection) ? 'connection.readWrite' : 'connection.readOnly')}</span>
          {connection.target.tls.enabled && !connection.target.tls.verify && (
            <strong className="status-bar__warning">{t('connection.untrusted')}</strong>
          )}
        </>
      )}
    </div>
  )
}

function Clocks() {
  const words = useWords()
  const { t, formats } = words
  const now = useNow(1_000)
  const dayZone = useDayZone()
  const report = useStats((state) => state.report)
  const reading = useStats((state) => state.running)
  // Between 21:00 and midnight in São Paulo the day in UTC is another one: then it is said. Another zone is always said.
  const utcDay = cacheDayOf(now, 'UTC')
  const otherDay = utcDay !== cacheDayOf(now, dayZone)
  return (
    <div className="status-bar__side status-bar__side--end">
      <span className="status-bar__data">
        {report
          ? t('connection.asOf', { at: formats.clock(report.at + Math.round(report.elapsedMs)) })
          : t(reading ? 'connection.reading' : 'connection.noData')}
      </span>
      <span className="text-3">{formats.clock(now, 'sao-paulo')}</span>
      <span className="text-3">{formats.clock(now, 'utc')}</span>
      {dayZone !== cacheZone && (
        <span>
          {t('connection.dayZone', { zone: zoneName(words, dayZone), day: formats.day(cacheDayOf(now, dayZone)) })}
        </span>
      )}
      {otherDay && <span>{t('connection.utcDay', { day: formats.day(utcDay) })}</span>}
    </div>
  )
}

function stateWords(words: Words, status: ConnectionStatus): string {
  const { t } = words
  switch (status.phase) {
    case 'none':
      return t('connection.none')
    case 'connecting':
      return t('reason.connecting')
    case 'disconnected':
      return t('connection.lost')
    case 'connected': {
      const { identity } = status.connection
      const role = t(`connection.role.${identity.role}`)
      if (identity.topology !== 'sentinel')
        return t('connection.topology', { topology: t(`connection.topology.${identity.topology}`), role })
      const { name = '', replicas = null } = identity.sentinel ?? {}
      const where = { name, role, server: addressText(identity) }
      return replicas === null
        ? t('connection.topology.sentinelUntold', where)
        : t('connection.topology.sentinelDetail', { ...where, replicas })
    }
  }
}

/** A replica takes no writes, whatever the profile allows. */
const writable = ({ target, identity }: OpenConnection) => !target.readOnly && identity.role === 'primary'

function productName({ identity }: OpenConnection): string {
  return identity.product.charAt(0).toUpperCase() + identity.product.slice(1)
}
