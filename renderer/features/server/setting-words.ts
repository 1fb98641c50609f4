import type { ConfigRisk, ConfigRow } from '../../../shared/contract/server-config.ts'
import type { Words } from '../../i18n/words.ts'

/** Why a value is recommended, and where two are named, which of them stands here. */
export function reasonText({ t }: Words, { kind, alternative, recommended }: ConfigRow): string {
  const reason = t(`server.config.reason.${kind}`)
  return alternative === null
    ? reason
    : `${reason} ${t(`server.config.chosen.${recommended === '4gb' ? 'production' : 'other'}`, { alternative })}`
}

/** What a change can do, with the figures it was computed from. */
export function riskText({ t, formats }: Words, { id, bytes, nodes }: ConfigRisk): string {
  return t(`server.risk.${id}`, { bytes: bytes === null ? '?' : formats.bytes(bytes), nodes: nodes ?? 1 })
}

/** Risks that take something away at once, before those that only may. */
export const isLoud = ({ id }: ConfigRisk): boolean =>
  id === 'evicts_now' ||
  id === 'refuses_writes_now' ||
  id === 'no_limit' ||
  id === 'above_machine' ||
  id === 'snapshots_off'
