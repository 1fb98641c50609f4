import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import type { MethodInput, MethodName } from '../../shared/contract/methods.ts'

/** What a page may hold from the time when its connection could still be written to. */
export interface HeldByPage {
  readonly profileId: string
  readonly target: ConnectionTarget
  readonly day: string
  readonly previewId: string
  readonly token: string
  readonly bundle: string
  readonly settingToken: string
  /** Base64 of a key that stands. */
  readonly key: string
}

/** null: it leaves the connection, or changes what it may. */
type EveryRequest = { readonly [M in MethodName]: MethodInput<M> | null }

/** One request of each kind that the bridge knows, as likely to be obeyed as can be; a new kind does not compile here. */
export function everyRequest(held: HeldByPage): EveryRequest {
  const { profileId, target, day: text, previewId, token, bundle, settingToken, key } = held
  const day = text as MethodInput<'fetch.start'>['day'] // the schema checks it
  const draft = { ...target, id: null, name: 'another', password: { kind: 'none' } } as const
  const whole = { scope: 'whole', namespace: 'pncp' } as const
  const aside = { provider: 'pncp', day, digest: 'a'.repeat(64) }
  const set = { set: 'none', facet: 'all', only: null } as const
  const operationId = 'a'.repeat(16)
  return {
    'app.describe': {},
    'app.openLink': { url: 'https://example.org/' },
    'settings.read': {},
    'settings.update': { pace: 'fast' },
    'providers.list': {},
    'providers.setKey': { provider: 'govbr', key: 'k' },
    'profiles.list': {},
    'profiles.save': draft,
    'profiles.remove': { id: profileId },
    'connection.status': {},
    'connection.test': draft,
    'connection.open': null,
    'connection.chooseFile': {},
    'connection.close': null,
    'stats.collect': { mode: 'exact' },
    'stats.cancel': {},
    'stats.history': { days: 7 },
    'freshness.read': { days: 30 },
    'server.facts': {},
    'server.report': {},
    'server.history': { hours: 24 },
    'server.configuration': {},
    'server.previewSetting': { name: 'maxmemory', value: '400mb' },
    'server.applySetting': { token: settingToken, confirmation: 'maxmemory' },
    'server.rewriteFile': { confirmation: 'CONFIG REWRITE' },
    'invalidation.preview': whole,
    'invalidation.previewKeys': { keys: [{ base64: key }] },
    'invalidation.cancelPreview': {},
    'invalidation.keys': { previewId, offset: 0, limit: 10 },
    'invalidation.run': { token, confirmation: 'pncp', noUndo: true },
    'invalidation.resume': { operationId },
    'invalidation.stop': { operationId },
    'undo.list': {},
    'undo.preview': { bundle },
    'undo.cancelPreview': {},
    'undo.run': { bundle, retarget: null },
    'undo.resume': { operationId },
    'undo.stop': { operationId },
    'operations.unfinished': {},
    'operations.verify': { operationId },
    'operations.close': { operationId },
    'undo.openFile': {},
    'transfer.export': { target: whole },
    'transfer.stop': {},
    'fetch.start': { providers: ['pncp'], day, dryRun: false, follow: true, overrideBreaker: true },
    'fetch.cancel': { runId: 'none', provider: null },
    'fetch.runs': { limit: 10 },
    'search.run': { filters: '{}', providers: ['pncp', 'comprasnet'], refresh: true },
    'search.cancel': {},
    'search.lookup': { filters: '{}' },
    'compare.run': { from: day, to: day, providers: ['pncp', 'govbr'] },
    'compare.cancel': {},
    'procurements.page': { ...set, page: 0 },
    'procurements.open': { set: 'none', index: 0 },
    'procurements.export': { ...set, format: 'csv' },
    'fetch.asides': {},
    'fetch.commitAside': { ...aside, confirmation: 'pncp' },
    'fetch.discardAside': aside,
    'keys.list': { scope: { kind: 'all' }, search: { kind: 'literal', text: '' } },
    'keys.page': { listing: 'none', page: 0 },
    'keys.walk': { listing: 'none', until: 1_000 },
    'keys.sort': { listing: 'none' },
    'keys.open': { key: { base64: key } },
    'keys.rows': { key: { base64: key }, type: 'hash', from: '0' },
    'keys.bytes': { key: { base64: key }, offset: 0, length: 100 },
    'keys.name': { key: { base64: key }, offset: 0 },
    'live.status': {},
    'live.preview': {},
    'live.start': { seen: [{ node: `${target.host}:${target.port}`, value: '' }] },
    'live.stop': {},
    'live.settleLeftover': { how: 'put-back' },
    'live.feed': { namespace: null, limit: 10 },
    'policy.report': {},
    'policy.cancel': {},
    'schedule.status': {},
    'activity.journal': { limit: 10 },
    'activity.verify': {},
  }
}
