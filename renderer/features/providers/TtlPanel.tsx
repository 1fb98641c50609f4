import type { NamespaceStats } from '../../../shared/contract/stats.ts'
import { useWords } from '../../i18n/words.ts'
import { Panel } from '../../ui/Page.tsx'
import { keysWithoutTtl, type TtlBar, ttlBars } from './ttl-bars.ts'

/** Keys by hours until they expire: a table whose figures have a bar each. */
export function TtlPanel({ stats }: { readonly stats: NamespaceStats }) {
  const { t, formats } = useWords()
  if (stats.keys === 0) return null
  const bars = ttlBars(stats)
  const none = keysWithoutTtl(stats)
  const unread = stats.families.reduce((sum, { unmeasured }) => sum + unmeasured, 0)
  const read = bars.reduce((sum, { keys }) => sum + keys, none)
  if (read === 0) return <Panel title={t('providers.ttl.title')}>{t('providers.ttl.unread')}</Panel>
  const longest = Math.max(none, ...bars.map(({ keys }) => keys), 1)
  const soon = bars.filter(({ toHours }) => toHours !== null && toHours <= 3).reduce((sum, { keys }) => sum + keys, 0)
  const name = ({ fromHours, toHours }: TtlBar) => {
    if (toHours === null) return t('providers.ttl.over', { from: formats.integer(fromHours) })
    if (fromHours === 0) return t('providers.ttl.under', { to: formats.integer(toHours) })
    return t('providers.ttl.between', { from: formats.integer(fromHours), to: formats.integer(toHours) })
  }
  const rows = [
    ...bars.map((bar) => ({ name: name(bar), keys: bar.keys })),
    { name: t('providers.ttl.noTtl'), keys: none },
  ]
  return (
    <Panel
      title={t('providers.ttl.title')}
      note={t(unread === 0 ? 'providers.ttl.summary' : 'providers.ttl.summaryRead', {
        read: formats.integer(read),
        unread: formats.integer(unread),
        soon: formats.integer(soon),
        none: formats.integer(none),
      })}
    >
      <table className="ttl-bars">
        <caption className="visually-hidden">{t('providers.ttl.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('providers.ttl.bucket')}</th>
            <th scope="col">{t('providers.families.keys')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>
                <span className="ttl-bars__cell">
                  <span
                    className="ttl-bars__bar"
                    style={{ width: `${(row.keys / longest) * 60}%` }}
                    aria-hidden="true"
                  />
                  {formats.integer(row.keys)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
