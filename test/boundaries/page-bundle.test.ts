import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterEach, beforeEach, expect, test } from 'vitest'

// The import rules see files; this sees what the bundler would really put into the page, however far away.

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcc-page-'))
  mkdirSync(join(folder, 'far'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="./main.ts"></script>')
  writeFileSync(join(folder, 'main.ts'), "import { far } from './far/far.ts'\nfar()\n")
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each(['zod', 'zod/mini', 'electron', 'ioredis', 'node:fs'])('%s cannot come into the page', async (name) => {
  writeFileSync(join(folder, 'far/far.ts'), `import * as found from '${name}'\nexport const far = () => found\n`)
  await expect(bundle()).rejects.toThrow(`must not bring "${name}" into the page`)
})

test('their types can', async () => {
  writeFileSync(
    join(folder, 'far/far.ts'),
    "import type { z } from 'zod'\nexport const far = (): z.infer<never> | null => null\n",
  )
  await expect(bundle()).resolves.toBeDefined()
})

const bundle = () =>
  build({ root: folder, configFile, logLevel: 'silent', build: { write: false, outDir: join(folder, 'out') } })
