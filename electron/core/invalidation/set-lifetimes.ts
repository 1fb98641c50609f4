import { placeOf } from '../../../shared/keys/cache-key.ts'
import { lifetimeOf } from '../../../shared/keys/lifetimes.ts'
import { AppError } from '../app-error.ts'
import type { Policy } from '../policy/broken-rule.ts'
import type { ExpiryOutcome, ExpiryRequest, ListedKey, SavedKey } from '../ports/keyspace.ts'
import { encodeExpiry } from '../ports/saved-expiry.ts'
import { beyondLine, createBatchSize, inBatches } from './batches.ts'
import type { Entry } from './books.ts'
import { type DeleteJob, pauseFactor } from './delete-keys.ts'
import { assertSameProcess } from './same-server.ts'
import { settleFates } from './settle-fates.ts'
import { type Found, settledWrite } from './settled-write.ts'

/** What a key of a batch came to, in the books of the operation: it was dealt with as it was meant to be. */
const entryOf: Readonly<Record<Found<ExpiryOutcome>, Entry>> = {
  set: 'deleted',
  changed: 'changed',
  gone: 'gone',
  failed: 'failed',
  standing: 'failed',
  unknown: 'failed',
}

/**
 * Gives the keys of a list the lifetime of their family, counted from now, batch by batch: what each had is on disk
 * before it is changed, and a key that has another expiry by then is left alone. Values are neither read nor moved.
 * @throws AppError what ended the job early; the books hold until there
 */
export async function setLifetimes(job: DeleteJob, namespace: string, policy: Policy): Promise<void> {
  const { list, session, undo, books, signal, pausing, pace, system, afterBatch } = job
  const writer = session.writer()
  const own = new Set([namespace])
  const requestOf = ({ key, expiresAt }: ListedKey): ExpiryRequest => {
    const place = placeOf(key, own)
    const lifetime = place && lifetimeOf(policy.lifetimes, place.namespace, place.family)
    if (!lifetime) throw new AppError('token_invalid', 'the list names a key of no known family')
    return { key, expiresAt, newExpiresAt: policy.now + lifetime * 1_000 }
  }

  const size = createBatchSize(session.roundTripMs)
  for await (const batch of inBatches(list.batches(1_000), ({ key }) => key.length + 32, size)) {
    signal.throwIfAborted()
    await pausing.through(() => assertSameProcess(session, job.server))
    const requests = batch.map(requestOf)
    await undo?.append(requests.map(savedOf))
    signal.throwIfAborted()
    const startedAt = pausing.worked()
    const write = (some: readonly ExpiryRequest[]) => writer.setExpiry(some)
    const look = async (some: readonly ExpiryRequest[]) => {
      const found = await session.reader().locate(some.map(({ key }) => key))
      return some.map((request, at) => foundOf(request, found[at] ?? null))
    }
    const { outcomes, end } = await settledWrite(requests, { write, look }, pausing, system)
    for (const outcome of outcomes) books.enter(entryOf[outcome])
    await settleFates(undo, outcomes, 'set', end !== null, system)
    if (end) throw end.reason
    const serverMs = beyondLine(session, pausing.worked() - startedAt)
    size.took(serverMs)
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

/** @param found - what stands there; null: nothing */
const foundOf = ({ newExpiresAt }: ExpiryRequest, found: ListedKey | null): Found<ExpiryOutcome> =>
  found !== null && found.expiresAt === newExpiresAt ? 'set' : 'standing'
