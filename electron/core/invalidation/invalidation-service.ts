import type {
  InvalidationPreview,
  InvalidationProgress,
  InvalidationResult,
  InvalidationTarget,
  KeysPreview,
  PreviewProgress,
  RemovalTarget,
} from '../../../shared/contract/invalidation.ts'
import type { KeyLabel } from '../../../shared/contract/primitives.ts'
import { confirmationOf } from '../../../shared/keys/confirmation-of.ts'
import { AppError } from '../app-error.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Policy } from '../policy/broken-rule.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter, KeyList, KeyListStore, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { createGoAhead, type GoAhead } from './go-ahead.ts'
import type { NamespaceHolds } from './namespace-holds.ts'
import type { OperationGate } from './operation-gate.ts'
import { previewKeys } from './preview-keys.ts'
import { noting, type Refusals } from './refusals.ts'
import { type Confirmed, runInvalidation } from './run-invalidation.ts'
import { isSameProcess } from './same-server.ts'
import { takePreview } from './take-preview.ts'
import { checkTarget } from './target.ts'

/** Source: acceptance battery, default limits. */
const tokenLifeMs = 600_000

export interface InvalidationDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  /** Provider ids and `unified`. */
  readonly namespaces: readonly string[]
  readonly keyLists: KeyListStore
  readonly undoStore: UndoStore
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly refusals: Refusals
  readonly gate: OperationGate
  readonly holds: NamespaceHolds
  readonly pace: () => Promise<Pace>
  /** What keys are held against by their rules, as it is set now. */
  readonly policy: () => Promise<Policy>
  /** Whether a fetch that writes into this namespace is running. */
  readonly isFetching: (namespace: string) => boolean
  readonly system: System
}

export interface RunRequest {
  readonly token: string
  /** The namespace, typed by the operator; the label of the first of chosen keys. */
  readonly confirmation: string
  readonly noUndo: boolean
  /** An operator sits in front of it: where the server refuses the password it waits for `resume` or `stop`. */
  readonly attended?: boolean
}

export interface InvalidationService {
  /** Refuses, and journals, what is not registered, before anything is asked of a server. @throws AppError `unknown_namespace`, `unknown_family` */
  vet(target: InvalidationTarget): Promise<void>
  /** Makes the exact list. The former preview and its token are gone once this one is ready. */
  preview(
    target: InvalidationTarget,
    signal: AbortSignal,
    onProgress: (progress: PreviewProgress) => void,
  ): Promise<InvalidationPreview>
  /** Looks chosen keys up and lists those that are there. It takes the place of the former preview as well. */
  previewKeys(keys: readonly Uint8Array[]): Promise<KeysPreview>
  /** A page of the last preview's list. @throws AppError `not_found` */
  keys(previewId: string, offset: number, limit: number): Promise<{ total: number; keys: KeyLabel[] }>
  /** What a token would remove; null for a token that is not valid now. */
  describe(token: string): { readonly target: RemovalTarget; readonly count: number } | null
  /**
   * Removes what the token's preview listed. The token is used up by this, but not by a wrong confirmation.
   * @returns the books, also after a failure or a stop on the way
   * @throws AppError where nothing was attempted: `read_only`, `token_invalid`, `not_confirmed`, `busy`, storage and disk
   */
  run(
    request: RunRequest,
    onProgress: (progress: InvalidationProgress) => void,
    signal?: AbortSignal,
  ): Promise<InvalidationResult>
  /** Lets a paused run go on, once the same server answers again; nothing happens where none waits. */
  resume(operationId: string): void
  /** Ends a run after its batch in flight; nothing happens where it no longer runs. */
  stop(operationId: string): void
  /** Stops what runs, waits for its end and removes the list from disk. */
  close(): Promise<void>
}

interface HeldPreview {
  readonly previewId: string
  readonly preview: Confirmed
  readonly tokenExpiresAt: number
  readonly list: KeyList
  readonly connectionId: string
  /** null once a run used it. */
  token: string | null
}

interface Running {
  readonly operationId: string
  readonly held: HeldPreview
  readonly stop: AbortController
  readonly goAhead: GoAhead
  readonly end: Promise<unknown>
}

export function createInvalidationService(deps: InvalidationDeps): InvalidationService {
  const { connection, namespaces, system, gate, refusals } = deps
  let held: HeldPreview | null = null
  let running: Running | null = null

  async function hold(next: HeldPreview | null): Promise<void> {
    const former = held
    held = next
    if (former && former !== running?.held) await former.list.discard()
  }

  function heldBy(token: string): HeldPreview | null {
    if (held === null || held.token === null || held.token !== token) return null
    return held.tokenExpiresAt > system.clock() ? held : null
  }

  /** @throws AppError; the order matters: what the connection forbids is said before anything about the token */
  function claim({ token, confirmation }: RunRequest): {
    readonly open: ActiveConnection
    readonly claimed: HeldPreview
  } {
    const open = connection()
    open.session.writer()
    const claimed = heldBy(token)
    if (claimed === null || claimed.connectionId !== open.connectionId) {
      throw new AppError('token_invalid', 'the token is unknown, used, too old, or of another connection')
    }
    const { target } = claimed.preview
    const name = confirmationOf(target)
    if (confirmation !== name) {
      throw new AppError('not_confirmed', `the confirmation is not ${name}`, { params: { namespace: name } })
    }
    const { namespace } = target
    if (target.scope !== 'keys' && deps.isFetching(target.namespace)) {
      throw new AppError('busy', `a fetch of ${namespace} is running`, {
        params: { operation: `fetch of ${namespace}` },
      })
    }
    return { open, claimed }
  }

  async function verify(open: ActiveConnection, { preview, list }: HeldPreview): Promise<void> {
    if (!isSameProcess(preview.server, await open.session.verifyIdentity())) {
      throw new AppError('token_invalid', 'another server answers now than the preview was made of')
    }
    if (!(await list.isIntact()))
      throw new AppError('token_invalid', 'the list on disk is not the one that was previewed')
  }

  async function run(
    request: RunRequest,
    onProgress: (progress: InvalidationProgress) => void,
    signal?: AbortSignal,
  ): Promise<InvalidationResult> {
    const { open, claimed } = claim(request)
    const leave = gate.enter({ kind: 'invalidation', subject: confirmationOf(claimed.preview.target) })
    claimed.token = null
    const stop = new AbortController()
    const forward = () => stop.abort(signal?.reason)
    signal?.addEventListener('abort', forward, { once: true })
    if (signal?.aborted) forward()
    const operationId = system.randomHex(8)
    const goAhead = createGoAhead()
    const start = async () => {
      await verify(open, claimed)
      const hold = await deps.holds.take(open.session, claimed.preview.target, stop)
      try {
        return await runInvalidation(deps, {
          operationId,
          hold,
          connection: open,
          preview: claimed.preview,
          list: claimed.list,
          noUndo: request.noUndo,
          pace: await deps.pace(),
          policy: await deps.policy(),
          stop,
          // Chosen keys are gone in one step, on a screen that has no place for a pause.
          goAhead: request.attended === true && claimed.preview.target.scope !== 'keys' ? goAhead : null,
          onProgress,
        })
      } finally {
        await hold.letGo()
      }
    }
    const end = start()
    running = { operationId, held: claimed, stop, goAhead, end }
    try {
      return await end
    } finally {
      running = null
      signal?.removeEventListener('abort', forward)
      leave()
      if (held !== claimed) await claimed.list.discard()
    }
  }

  /** @returns what the token adds to a preview: null where there is nothing to confirm */
  function issueToken(mayConfirm: boolean) {
    if (!mayConfirm) return { token: null, tokenExpiresAt: null }
    return { token: system.randomHex(16), tokenExpiresAt: system.clock() + tokenLifeMs }
  }

  const vet = (target: InvalidationTarget) =>
    noting(refusals, 'invalidation.preview', target.namespace, async () => checkTarget(target, namespaces))

  return {
    vet,
    async preview(target, signal, onProgress) {
      await vet(target)
      const open = connection()
      const previewId = system.randomHex(8)
      const pace = await deps.pace()
      const policy = await deps.policy()
      const taken = await takePreview(deps, { previewId, target, policy, connection: open, pace, signal, onProgress })
      const { list, preview } = taken
      const issued = issueToken(preview.blocked === null && preview.count > 0)
      const { token, tokenExpiresAt } = issued
      const { connectionId } = open
      await hold({ previewId, preview, list, connectionId, token, tokenExpiresAt: tokenExpiresAt ?? 0 })
      return { ...preview, ...issued }
    },
    async previewKeys(keys) {
      const open = connection()
      const { list, digest, preview } = await previewKeys(deps, { connection: open, keys, namespaces })
      const issued = issueToken(preview.blocked === null && preview.count > 0)
      const { token, tokenExpiresAt } = issued
      await hold({
        previewId: system.randomHex(8),
        preview: { ...preview, digest },
        list,
        connectionId: open.connectionId,
        token,
        tokenExpiresAt: tokenExpiresAt ?? 0,
      })
      return { ...preview, ...issued }
    },
    async keys(previewId, offset, limit) {
      if (held?.previewId !== previewId) {
        throw new AppError('not_found', 'this preview is gone', { params: { what: previewId } })
      }
      const keys = await held.list.page(offset, limit)
      return { total: held.list.count, keys: keys.map(({ key }) => keyLabel(key)) }
    },
    describe(token) {
      const found = heldBy(token)
      return found && { target: found.preview.target, count: found.preview.count }
    },
    run: (request, onProgress, signal) =>
      noting(refusals, 'invalidation.run', request.confirmation, () => run(request, onProgress, signal)),
    resume(operationId) {
      if (running?.operationId === operationId) running.goAhead.say()
    },
    stop(operationId) {
      if (running?.operationId === operationId) running.stop.abort(new AppError('cancelled', 'stopped by the operator'))
    },
    async close() {
      running?.stop.abort(new AppError('cancelled', 'the console is closing'))
      await running?.end.catch(() => undefined) // whoever started it has the failure
      await hold(null)
    },
  }
}
