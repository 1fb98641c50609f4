import { z } from 'zod'
import { mostChosenKeys } from '../keys/most-chosen-keys.ts'
import { JournalCheck, JournalPage } from './activity.ts'
import { AppFacts } from './app.ts'
import { CompareRequest, Comparison } from './compare.ts'
import { ConnectionProfile, ConnectionStatus, ConnectionTest, ProfileDraft } from './connection.ts'
import { FetchRun, FetchStart } from './fetch.ts'
import { AsideCommit, AsideRef, FetchAside } from './fetch-aside.ts'
import { FreshnessReport } from './freshness.ts'
import { ServerHistory, StatsHistory } from './history.ts'
import { InvalidationPreview, InvalidationResult, InvalidationTarget, KeysPreview } from './invalidation.ts'
import { CollectionContent, KeyListFacts, KeyPage, KeyRef, KeyScope, KeySearch, MoreRows, OpenedKey } from './keys.ts'
import { LiveFeed, LivePreview, LiveStatus } from './live.ts'
import { OperationCheck, UnfinishedOperation } from './operations.ts'
import { PolicyReport } from './policy.ts'
import { Count, Empty, KeyLabel, Namespace, ProviderId } from './primitives.ts'
import { ExportFormat, ExportResult, ProcurementDetail, ProcurementPage, ProcurementQuery } from './procurements.ts'
import { ProviderInfo } from './provider.ts'
import { ScheduleStatus } from './schedule.ts'
import { FiltersText, SearchLookup, SearchRequest, SearchResult } from './search.ts'
import { ServerFacts } from './server.ts'
import { ConfigChange, ConfigName, ConfigReport, ConfigResult, ConfigText } from './server-config.ts'
import { ServerReport } from './server-report.ts'
import { Settings, SettingsPatch } from './settings.ts'
import { StatsReport } from './stats.ts'
import { ExportReport, ExportRequest } from './transfer.ts'
import { UndoBundle, UndoPreview, UndoResult } from './undo.ts'

const Id = z.string().min(1).max(64)

/** THE table of requests: name -> input and output schema. The bridge, the handlers and the client derive from it. */
export const methods = {
  'app.describe': { input: Empty, output: AppFacts },
  /** Gives a link out of a value to the system's browser, after a dialog of the system that shows its host; https alone. */
  'app.openLink': {
    input: z.strictObject({ url: z.string().max(4_096) }),
    output: z.strictObject({ opened: z.boolean() }),
  },
  'settings.read': { input: Empty, output: Settings },
  'settings.update': { input: SettingsPatch, output: Settings },
  'providers.list': { input: Empty, output: z.array(ProviderInfo) },
  'providers.setKey': {
    input: z.strictObject({ provider: ProviderId, key: z.string().min(1).max(512) }),
    output: Empty,
  },
  'profiles.list': { input: Empty, output: z.array(ConnectionProfile) },
  'profiles.save': { input: ProfileDraft, output: ConnectionProfile },
  'profiles.remove': { input: z.strictObject({ id: Id }), output: Empty },
  'connection.status': { input: Empty, output: ConnectionStatus },
  'connection.test': { input: ProfileDraft, output: ConnectionTest },
  /** Opens a saved profile, or `demo`. Passwords only where the profile asks for them each time. */
  'connection.open': {
    input: z.strictObject({
      profileId: Id,
      password: z.string().max(4_096).nullable(),
      sentinelPassword: z.string().max(4_096).optional(),
    }),
    output: ConnectionStatus,
  },
  /** Asks for a file in a dialog of the system; null where the operator chose none. */
  'connection.chooseFile': { input: Empty, output: z.strictObject({ path: z.string().nullable() }) },
  'connection.close': { input: Empty, output: ConnectionStatus },
  /** Walks the keyspace once; progress is published as `stats.progressed`. A second call joins the running pass. */
  'stats.collect': { input: z.strictObject({ mode: z.enum(['exact', 'sample']) }), output: StatsReport },
  'stats.cancel': { input: Empty, output: Empty },
  /** Whole passes over the open server and database that were kept, and what this console did there. */
  'stats.history': { input: z.strictObject({ days: z.number().int().min(1).max(1_825) }), output: StatsHistory },
  'freshness.read': { input: z.strictObject({ days: z.number().int().min(1).max(60) }), output: FreshnessReport },
  'server.facts': { input: Empty, output: ServerFacts },
  'server.report': { input: Empty, output: ServerReport },
  /** The samples of INFO that were kept, one a minute while a console was connected. */
  'server.history': { input: z.strictObject({ hours: z.number().int().min(1).max(43_800) }), output: ServerHistory },
  /** The settings that count for this cache beside their recommendation. */
  'server.configuration': { input: Empty, output: ConfigReport },
  /** What setting one would do; the token binds a confirmation to it. Changes nothing. */
  'server.previewSetting': { input: z.strictObject({ name: ConfigName, value: ConfigText }), output: ConfigChange },
  'server.applySetting': {
    input: z.strictObject({ token: Id, confirmation: z.string().max(64) }),
    output: ConfigResult,
  },
  /** CONFIG REWRITE: what is in force goes to the server's configuration file. */
  'server.rewriteFile': { input: z.strictObject({ confirmation: z.string().max(64) }), output: ConfigReport },
  'invalidation.preview': { input: InvalidationTarget, output: InvalidationPreview },
  /** Keys chosen one by one. One is confirmed by its name, several by their namespace or their number (`confirmationOf`). */
  'invalidation.previewKeys': {
    input: z.strictObject({ keys: z.array(KeyRef).min(1).max(mostChosenKeys) }),
    output: KeysPreview,
  },
  'invalidation.cancelPreview': { input: Empty, output: Empty },
  /** The exact list of a preview, page by page. */
  'invalidation.keys': {
    input: z.strictObject({ previewId: Id, offset: Count, limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ total: Count, keys: z.array(KeyLabel) }),
  },
  'invalidation.run': {
    input: z.strictObject({ token: Id, confirmation: KeyLabel.shape.label, noUndo: z.boolean() }),
    output: InvalidationResult,
  },
  'invalidation.resume': { input: z.strictObject({ operationId: Id }), output: Empty },
  'invalidation.stop': { input: z.strictObject({ operationId: Id }), output: Empty },
  'undo.list': { input: Empty, output: z.array(UndoBundle) },
  /** What would come back, key by key; progress is published as `undo.previewing`. */
  'undo.preview': { input: z.strictObject({ bundle: Id }), output: UndoPreview },
  'undo.cancelPreview': { input: Empty, output: Empty },
  /** `retarget`: the open connection's name, typed, where the bundle is of another server; null: only back. */
  'undo.run': {
    /** `confirmation`: of a file its namespace, typed. `foreign`: the number of its keys outside of it, to bring them too. */
    input: z.strictObject({
      bundle: Id,
      retarget: z.string().max(300).nullable(),
      confirmation: z.string().max(300).optional(),
      foreign: Count.optional(),
    }),
    output: UndoResult,
  },
  'undo.resume': { input: z.strictObject({ operationId: Id }), output: Empty },
  'undo.stop': { input: z.strictObject({ operationId: Id }), output: Empty },
  /** Operations of consoles that ended on the way, newest first. Nothing is done about them until it is asked for. */
  'operations.unfinished': { input: Empty, output: z.array(UnfinishedOperation) },
  /** Reads back what became of the keys of an unfinished removal; writes nothing. */
  'operations.verify': { input: z.strictObject({ operationId: Id }), output: OperationCheck },
  /** Ends it in the journal as it stands; no key is touched, and its undo bundle stays. */
  'operations.close': { input: z.strictObject({ operationId: Id }), output: Empty },
  /** The system's own dialog asks which exported file; null: cancelled. It is then put back like any bundle. */
  'undo.openFile': { input: Empty, output: UndoBundle.nullable() },
  /** The system's own dialog asks where; null: cancelled. Progress is published as `transfer.exporting`. */
  'transfer.export': { input: z.strictObject({ target: ExportRequest }), output: ExportReport.nullable() },
  'transfer.stop': { input: Empty, output: Empty },
  'fetch.start': { input: FetchStart, output: FetchRun },
  /** `provider` null: every lane of the run. */
  'fetch.cancel': { input: z.strictObject({ runId: Id, provider: ProviderId.nullable() }), output: Empty },
  'fetch.runs': { input: z.strictObject({ limit: z.number().int().min(1).max(500) }), output: z.array(FetchRun) },
  /** Searches providers; progress is published as `search.progressed`. A second one ends the first. */
  'search.run': { input: SearchRequest, output: SearchResult },
  'search.cancel': { input: Empty, output: Empty },
  /** Computes the key of a combined search and looks whether it stands; nothing is asked of a provider. */
  'search.lookup': { input: z.strictObject({ filters: FiltersText }), output: SearchLookup },
  /** Lays cached days side by side; progress is published as `compare.progressed`. A second one ends the first. */
  'compare.run': { input: CompareRequest, output: Comparison },
  'compare.cancel': { input: Empty, output: Empty },
  /** What a search or a comparison found, page by page. */
  'procurements.page': { input: ProcurementQuery.extend({ page: Count }), output: ProcurementPage },
  'procurements.open': { input: z.strictObject({ set: Id, index: Count }), output: ProcurementDetail },
  /** Asks where in the system's own dialog, and writes what fits the question. */
  'procurements.export': { input: ProcurementQuery.extend({ format: ExportFormat }), output: ExportResult },
  /** Results that were not stored and wait for a decision. */
  'fetch.asides': { input: Empty, output: z.array(FetchAside) },
  /** Stores one in place of what stands, which an undo bundle keeps. `confirmation`: the provider's id, typed. */
  'fetch.commitAside': {
    input: AsideRef.extend({ confirmation: z.string().max(64) }),
    output: AsideCommit,
  },
  'fetch.discardAside': { input: AsideRef, output: Empty },
  /** Starts a list and gives its first page, at most a second later. */
  'keys.list': { input: z.strictObject({ scope: KeyScope, search: KeySearch }), output: KeyPage },
  /** A page of a list that main holds; where it is not full yet, the walk goes on. */
  'keys.page': { input: z.strictObject({ listing: Id, page: Count }), output: KeyPage },
  /** Walks on until so many keys are found, the end is reached, or a second has passed. */
  'keys.walk': { input: z.strictObject({ listing: Id, until: Count }), output: KeyListFacts },
  /** Orders a whole list by name: its pages are other ones then. */
  'keys.sort': { input: z.strictObject({ listing: Id }), output: KeyListFacts },
  'keys.open': { input: z.strictObject({ key: KeyRef }), output: OpenedKey },
  /** Further elements of a collection; `type` is what it was when it was opened. */
  'keys.rows': {
    input: z.strictObject({ key: KeyRef, type: CollectionContent.shape.type, from: z.string().min(1).max(128) }),
    output: MoreRows,
  },
  /** Stored bytes by range, base64; null where there is no such string any more. */
  'keys.bytes': {
    input: z.strictObject({ key: KeyRef, offset: Count, length: z.number().int().min(1).max(65_536) }),
    output: z.strictObject({ base64: z.string().nullable() }),
  },
  /** A long name's exact bytes, piece by piece, base64; empty behind its end. */
  'keys.name': {
    input: z.strictObject({ key: KeyRef, offset: Count }),
    output: z.strictObject({ base64: z.string(), byteLength: Count }),
  },
  'live.status': { input: Empty, output: LiveStatus },
  /** What switching the live counters on would change on the server; changes nothing. */
  'live.preview': { input: Empty, output: LivePreview },
  /** `seen`: the settings of the preview; where one of them is another by now, it is refused. */
  'live.start': {
    input: z.strictObject({
      seen: z.array(z.strictObject({ node: z.string().max(300), value: z.string().max(32) })).max(1_000),
    }),
    output: LiveStatus,
  },
  /** Puts the settings back. */
  'live.stop': { input: Empty, output: LiveStatus },
  'live.settleLeftover': { input: z.strictObject({ how: z.enum(['put-back', 'keep']) }), output: LiveStatus },
  'live.feed': {
    input: z.strictObject({ namespace: Namespace.nullable(), limit: z.number().int().min(1).max(200) }),
    output: LiveFeed,
  },
  /** Walks all keys once and says which break the policies; progress is published as `policy.walking`. Changes nothing. */
  'policy.report': { input: Empty, output: PolicyReport },
  'policy.cancel': { input: Empty, output: Empty },
  /** When the two jobs run, what was missed, and which keys die before their successors come. */
  'schedule.status': { input: Empty, output: ScheduleStatus },
  'activity.journal': {
    input: z.strictObject({ limit: z.number().int().min(1).max(500) }),
    output: JournalPage,
  },
  /** Follows the chain of the journal from its beginning; a long one takes seconds. */
  'activity.verify': { input: Empty, output: JournalCheck },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>

export type Methods = typeof methods
export type MethodName = keyof Methods
export type MethodInput<M extends MethodName> = z.input<Methods[M]['input']>
export type ParsedInput<M extends MethodName> = z.output<Methods[M]['input']>
export type MethodOutput<M extends MethodName> = z.output<Methods[M]['output']>

/** What answers the table: a missing method does not compile. */
export type Handlers = { readonly [M in MethodName]: (input: ParsedInput<M>) => Promise<MethodOutput<M>> }
