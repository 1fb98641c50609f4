import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const script = fileURLToPath(new URL('../fixtures/interop/python_peer.py', import.meta.url))

/** Debian's package python3-redis belongs to Debian's own python3. */
const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import redis']).status === 0)

/** Whether the Python side of the cache can run here; tests that need it are skipped where it cannot. */
export const hasPythonPeer = python !== undefined

/** Runs the Python program against a server. @returns what it printed, parsed @throws where it found nothing */
export async function askPythonPeer(url: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python ?? '', [script, '--url', url, ...args], { maxBuffer: 64 << 20 })
  return JSON.parse(stdout)
}
