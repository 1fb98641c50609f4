import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @param name - e.g. `pncp/publicacao-mod6-sp-p1.json` @returns the recorded text, byte for byte */
export function providerFixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../fixtures/providers/${name}`, import.meta.url)), 'utf8')
}
