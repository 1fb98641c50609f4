import type { InvalidationPreview, InvalidationTarget, PreviewProgress } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { namespacePrefix } from '../../../shared/keys/cache-key.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { AppError, toFailure } from '../app-error.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Policy } from '../policy/broken-rule.ts'
import { createPolicyFilter } from '../policy/policy-filter.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { KeyList, KeyListStore, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { readListFacts } from './list-facts.ts'
import { bundleBytes, connectionObstacle, coverageObstacle, coverageOf, undoOutlook } from './obstacles.ts'
import { isSameProcess } from './same-server.ts'
import { familyNamesOf, prefixesOf } from './target.ts'
import { createThrottle } from './throttle.ts'

export interface PreviewDeps {
  readonly keyLists: KeyListStore
  readonly undoStore: UndoStore
  readonly system: System
}

export interface PreviewRequest {
  readonly previewId: string
  readonly target: InvalidationTarget
  /** What a target by rule is held against. */
  readonly policy: Policy
  readonly connection: ActiveConnection
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly onProgress: (progress: PreviewProgress) => void
}

/** A preview without its token, and the exact list behind it. */
export interface TakenPreview {
  readonly preview: InvalidationPreview
  readonly list: KeyList
}

/**
 * Walks all keys once and keeps the exact list of those the target names, repeats dropped.
 * @throws AppError `cancelled`; `incomplete` where another server answered at the end than at the beginning; what the
 *   reader throws. A list that was begun is removed.
 */
export async function takePreview(deps: PreviewDeps, request: PreviewRequest): Promise<TakenPreview> {
  const { keyLists, undoStore, system } = deps
  const { previewId, target, connection, signal } = request
  const at = system.clock()
  const { session } = connection
  const reader = session.reader()
  const server = await session.verifyIdentity()
  const before = await reader.coverage()
  const walk = await walkTo(keyLists, system, request)
  try {
    const after = await reader.coverage()
    if (!isSameProcess(server, await session.verifyIdentity())) {
      throw new AppError('incomplete', 'the server changed during the preview', { params: { reason: 'server' } })
    }
    const { list } = walk
    const { samples, ...facts } = await readListFacts(list, target.namespace, familyNamesOf(target), system.clock())
    const right = actOf(target) === 'set_ttl' ? 'policy' : 'invalidate'
    const obstacle = connectionObstacle(connection, right) ?? coverageObstacle(before, after)
    const preview: InvalidationPreview = {
      previewId,
      target,
      at,
      elapsedMs: system.clock() - at,
      count: list.count,
      ...facts,
      samples: samples.map(({ key }) => keyLabel(key)),
      coverage: coverageOf(before, after),
      unifiedKept: walk.unifiedKept,
      digest: list.digest,
      server,
      undo: await undoOutlook(connection, undoStore, bundleBytes(target, list.count, facts.bytes)),
      token: null,
      tokenExpiresAt: null,
      blocked: obstacle && toFailure(obstacle),
    }
    signal.throwIfAborted()
    return { preview, list }
  } catch (error) {
    await walk.list.discard()
    throw error
  }
}

async function walkTo(keyLists: KeyListStore, system: System, request: PreviewRequest) {
  const { previewId, target, policy, connection, pace, signal, onProgress } = request
  const filter = target.scope === 'policy' ? createPolicyFilter(target.rule, target.namespace, policy) : null
  const reader = connection.session.reader()
  const mayTell = createThrottle(system.clock)
  const expectedKeys = await reader.size()
  // Combined results hold data of every provider; they stay when one of them goes, and the preview says how many.
  const tally = target.namespace === unifiedNamespace ? null : namespacePrefix(unifiedNamespace)
  const writer = await keyLists.create()
  let walked = 0
  let found = 0
  let tallied = 0
  let longestTtlMs: number | null = null
  try {
    for await (const step of reader.list({ prefixes: prefixesOf(target), tally }, { signal, pace })) {
      const keys = filter ? filter.take(step.keys) : step.keys
      await writer.add(keys)
      walked += step.walked
      found += keys.length
      tallied += step.tallied
      if (step.tallyLongestTtlMs !== null) longestTtlMs = Math.max(longestTtlMs ?? 0, step.tallyLongestTtlMs)
      if (mayTell()) onProgress({ previewId, walked, expectedKeys, found })
    }
    signal.throwIfAborted()
    if (filter) await writer.add(filter.rest())
    const list = await writer.finish()
    onProgress({ previewId, walked, expectedKeys, found: list.count })
    const longestTtlSeconds = longestTtlMs === null ? null : Math.ceil(longestTtlMs / 1_000)
    return { list, unifiedKept: tally === null ? null : { keys: tallied, longestTtlSeconds } }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}
