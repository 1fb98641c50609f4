import { createHash, randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Logger, System } from '../core/ports/system.ts'

/** The real clock, timer, random source and hash. */
export function createSystem(log: Logger): System {
  return {
    clock: Date.now,
    sleep,
    randomHex: (count) => randomBytes(count).toString('hex'),
    sha256() {
      const hash = createHash('sha256')
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
    },
    collectGarbage,
    log,
    operator: `${userName()}@${hostname()}`.slice(0, 120),
  }
}

/** Node shows its collector only where it is asked to, which may be done at any time. Source: the `vm` and `v8` modules. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  // Called where it is shown: what a runtime without a collector to show says is no failure of ours.
  runInNewContext("typeof gc === 'function' && gc()")
  setFlagsFromString('--no-expose-gc')
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  try {
    await wait(ms, undefined, signal ? { signal } : {})
  } catch (error) {
    // Node rejects with an error of its own; the port promises the signal's reason.
    signal?.throwIfAborted()
    throw error
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user id without an entry in the system's table (containers).
    return `uid${process.getuid?.() ?? ''}`
  }
}
