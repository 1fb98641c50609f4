import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * Runs `act` with a core for the server alone, as it would have in production; all else shares the others. A scheduler
 * that takes the core away for 4 ms, as this one may, would show as a command that takes 4 ms.
 */
export async function withOwnCore<T>(serverPid: number, act: () => Promise<T>): Promise<T> {
  const cores = availableParallelism()
  const all = `0-${cores - 1}`
  const others = cores === 2 ? '0' : `0-${cores - 2}`
  // Processes that are started from here on stay where this one is; of the server only the thread that runs commands moves.
  const isAlone =
    cores > 1 &&
    pin(['-a', '-p', '-c', others, `${process.pid}`]) &&
    pin(['-a', '-p', '-c', others, `${serverPid}`]) &&
    pin(['-p', '-c', `${cores - 1}`, `${serverPid}`])
  if (!isAlone) process.stderr.write('the server has no core of its own: longest commands may hold its waiting\n')
  try {
    return await act()
  } finally {
    if (isAlone) for (const pid of [process.pid, serverPid]) pin(['-a', '-p', '-c', all, `${pid}`])
  }
}

const pin = (args: readonly string[]) => spawnSync('taskset', args, { stdio: 'ignore' }).status === 0
