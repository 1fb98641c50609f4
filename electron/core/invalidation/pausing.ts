import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { Failure, FailureCode } from '../../../shared/contract/failure.ts'
import { isOfPassword } from '../../../shared/util/is-of-password.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { LinkEvent, RedisSession } from '../ports/connection.ts'
import type { System } from '../ports/system.ts'
import { stopOnLoss } from './ending.ts'
import type { GoAhead } from './go-ahead.ts'
import type { NamespaceHold } from './namespace-holds.ts'
import type { OperationNotes } from './operation-notes.ts'
import { assertSameProcess } from './same-server.ts'

/** A server that refuses a password does so within one round trip of the first attempt to come back. */
const verdictMs = 2_000

const ofLink: ReadonlySet<FailureCode> = new Set([
  'connection_lost',
  'unknown_outcome',
  'command_timeout',
  'auth_failed',
  'auth_required',
])
/** What may be over when the operator says "go on" once more. */
const passing: ReadonlySet<FailureCode> = new Set([...ofLink, 'connect_refused', 'connect_timeout', 'busy'])

/**
 * What a running operation does when its connection falls. It ends: nothing resumes by itself. One whose server refuses
 * the password, and which has an operator, waits for the word to go on instead; it loses nothing by that.
 */
export interface Pausing {
  /** Runs a step that does no harm where it is run twice, and once more after a pause. @throws what ends the operation */
  through<T>(step: () => Promise<T>): Promise<T>
  /** After a failed step: resolves when the operation may go on. @throws what ends it, else the step's own error */
  survive(error: unknown): Promise<void>
  /** The clock without the pauses: what is measured by it was worked. Milliseconds. */
  worked(): number
  /** Ends the watch over the link. */
  end(): void
}

export interface PausingOptions {
  readonly session: RedisSession
  /** The server the operation began on. */
  readonly server: ServerIdentity
  /** Aborted where the operation has to end. */
  readonly stop: AbortController
  readonly hold: NamespaceHold
  /** null: nobody is there to decide. */
  readonly goAhead: GoAhead | null
  readonly notes: OperationNotes
  readonly system: System
  /** @param reason - why it waits now; null: it goes on */
  readonly onPause: (reason: Failure | null) => void
}

export function createPausing(options: PausingOptions): Pausing {
  const { session, server, stop, hold, goAhead, notes, system, onPause } = options
  if (goAhead === null) {
    const end = stopOnLoss(session, stop)
    const survive = async (error: unknown) => {
      throw error
    }
    return { through: (step) => step(), survive, worked: system.clock, end }
  }

  /** The first loss since the operation went on. */
  let lost: Failure | null = null
  let refused: Failure | null = null
  let waiting: Promise<void> | null = null
  let waitingSince: number | null = null
  let waited = 0
  let decided = createVerdict()
  stop.signal.addEventListener('abort', () => decided.come(), { once: true })

  function onLink(event: LinkEvent): void {
    if (refused !== null || event.kind === 'unconfirmed' || event.kind === 'confirmed') return
    if (event.kind === 'lost' && isOfPassword(event.failure) && event.nextTryAt === null) {
      refused = event.failure
      decided.come()
      return
    }
    // The first word says only that the link fell; the next one, why it cannot come back, or that it did.
    if (lost !== null) stop.abort(new AppError(lost.code, lost.message, { params: lost.params }))
    else if (event.kind === 'lost') lost = event.failure
  }

  async function wait(): Promise<void> {
    const since = system.clock()
    waitingSince = since
    await notes('pause', { code: refused?.code ?? null })
    await hold.letGo()
    for (;;) {
      onPause(refused)
      await goAhead?.heard(stop.signal)
      try {
        await assertSameProcess(session, server)
        await hold.regain()
        break
      } catch (error) {
        const failure = toFailure(error)
        if (!passing.has(failure.code)) throw error
        refused = failure
      }
    }
    await notes('resume', {})
    waited += system.clock() - since
    waitingSince = null
    lost = null
    refused = null
    waiting = null
    decided = createVerdict()
    onPause(null)
  }

  async function survive(error: unknown): Promise<void> {
    if (!(error instanceof AppError && ofLink.has(error.code))) throw error
    await Promise.race([decided.came, system.sleep(verdictMs)])
    stop.signal.throwIfAborted()
    if (refused === null) throw error
    waiting ??= wait()
    await waiting
  }

  return {
    async through(step) {
      for (;;) {
        try {
          return await step()
        } catch (error) {
          await survive(error)
        }
      }
    },
    survive,
    worked: () => (waitingSince ?? system.clock()) - waited,
    end: session.onLink(onLink),
  }
}

/** Comes once it is known whether the operation waits or ends. */
function createVerdict(): { readonly came: Promise<void>; come(): void } {
  let come: () => void = () => undefined
  const came = new Promise<void>((resolve) => {
    come = resolve
  })
  return { came, come }
}
