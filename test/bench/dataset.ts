import type { Redis } from 'ioredis'
import { randomFrom } from '../../electron/core/stats/reservoir.ts'
import generateText from './generate-n.lua?raw'

/** Keys one script writes: some 10 ms of the server's time. */
const keysPerScript = 2_000

export interface Dataset {
  readonly keys: number
  readonly values: 'real' | 'small'
}

/**
 * Writes the dataset: 30 % pncp, 12 % comprasnet, 6 % govbr, 51 % unified (most of it small hashes), 1 % keys of
 * somebody else. The same keys and bytes in every run.
 * @param only - restores one namespace and leaves the others alone; '': all
 * @returns keys written
 */
export async function writeDataset(client: Redis, { keys, values }: Dataset, only = ''): Promise<number> {
  const text = valueText()
  let written = 0
  for (let first = 0; first < keys; first += keysPerScript) {
    const last = Math.min(keys, first + keysPerScript) - 1
    written += Number(await client.eval(generateText, 0, first, last, values, only, text))
  }
  return written
}

/** Text that packs about as well as procurement records do (2.5 to 1). */
function valueText(): string {
  const random = randomFrom('5eed5eed')
  let text = ''
  while (text.length < 65_536) {
    const number = Math.floor(random() * 1e9).toString(36)
    text += `{"id":"${number}","objeto":"aquisicao de ${number}","valor":${Math.floor(random() * 1e6)}},`
  }
  return text
}
