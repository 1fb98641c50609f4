import { placeOf } from '../../../shared/keys/cache-key.ts'
import { lifetimeOf } from '../../../shared/keys/lifetimes.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { Policy } from '../policy/broken-rule.ts'
import type { ExpiryOutcome, ExpiryRequest, ListedKey, SavedKey } from '../ports/keyspace.ts'
import { encodeExpiry } from '../ports/saved-expiry.ts'
import type { SavedFate } from '../ports/stores.ts'
import { inBatches } from './batches.ts'
import type { Entry } from './books.ts'
import { type DeleteJob, pauseFactor } from './delete-keys.ts'
import { assertSameProcess } from './same-server.ts'
import { settleByReading } from './settle-by-reading.ts'

/** What a key of a batch came to, in the books of the operation: it was dealt with as it was meant to be. */
const entryOf: Readonly<Record<ExpiryOutcome, Entry>> = {
  set: 'deleted',
  changed: 'changed',
  gone: 'gone',
  failed: 'failed',
}

/**
 * Gives the keys of a list the lifetime of their family, counted from now, batch by batch: what each had is on disk
 * before it is changed, and a key that has another expiry by then is left alone. Values are neither read nor moved.
 * @throws AppError what ended the job early; the books hold until there
 */
export async function setLifetimes(job: DeleteJob, namespace: string, policy: Policy): Promise<void> {
  const { list, session, undo, books, signal, pace, system, afterBatch } = job
  const writer = session.writer()
  const own = new Set([namespace])
  const requestOf = ({ key, expiresAt }: ListedKey): ExpiryRequest => {
    const place = placeOf(key, own)
    const lifetime = place && lifetimeOf(policy.lifetimes, place.namespace, place.family)
    if (!lifetime) throw new AppError('token_invalid', 'the list names a key of no known family')
    return { key, expiresAt, newExpiresAt: policy.now + lifetime * 1_000 }
  }

  for await (const batch of inBatches(list.batches(1_000), ({ key }) => key.length + 32)) {
    signal.throwIfAborted()
    await assertSameProcess(session, job.server)
    const requests = batch.map(requestOf)
    await undo?.append(requests.map(savedOf))
    signal.throwIfAborted()
    const startedAt = system.clock()
    const outcomes = await writer.setExpiry(requests).catch(async (error: unknown) => {
      // Done, refused, or in part: what stands there now decides.
      const found = await settleByReading(() => session.reader().locate(requests.map(({ key }) => key)), system)
      const fates = requests.map((request, at) => fateOf(request, found?.[at]))
      for (const fate of fates) books.enter(fate === 'removed' ? 'deleted' : 'failed')
      await undo
        ?.settle(fates)
        .catch((failure) => system.log.error('fates of keys not kept', { ...toFailure(failure) }))
      throw error
    })
    for (const outcome of outcomes) books.enter(entryOf[outcome])
    await undo?.settle(outcomes.map((outcome) => (outcome === 'set' ? 'removed' : 'kept')))
    const serverMs = system.clock() - startedAt
    await afterBatch(batch.length, serverMs)
    if (pauseFactor[pace] > 0) await system.sleep(serverMs * pauseFactor[pace], signal)
  }
}

const savedOf = ({ key, expiresAt, newExpiresAt }: ExpiryRequest): SavedKey => ({
  key,
  form: 'expiry',
  payload: encodeExpiry(newExpiresAt),
  expiresAt,
})

/** @param found - what stands there; null: nothing; undefined: nobody knows */
function fateOf({ newExpiresAt }: ExpiryRequest, found: ListedKey | null | undefined): SavedFate {
  if (found === undefined) return 'unknown'
  return found !== null && found.expiresAt === newExpiresAt ? 'removed' : 'kept'
}
