import { spawn } from 'node:child_process'
import type { Redis } from 'ioredis'

/** `redis-cli --memkeys`: type and size of every key, neither lifetimes nor namespaces. */
export function memkeys(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('redis-cli', ['-h', '127.0.0.1', '-p', `${port}`, '--memkeys'], { stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`redis-cli --memkeys ended with ${code}`))))
  })
}

/** What the programs do today: KEYS, then one DEL of all that came. @returns keys deleted */
export async function keysAndDel(client: Redis, namespace: string): Promise<number> {
  const keys = await client.keysBuffer(`${namespace}:*`)
  return Number(await client.call('DEL', keys))
}
