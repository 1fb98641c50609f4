import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowed, planted } from './planted.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const config = join(root, '.dependency-cruiser.cjs')

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

let folder: string
let violations: readonly Violation[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcc-boundaries-'))
  write('tsconfig.base.json', '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }')
  for (const name of ['zod', 'js-md5', 'electron', 'ioredis', 'undici', 'react', 'recharts']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }))
    write(`node_modules/${name}/main.js`, '')
  }
  for (const [path, text] of Object.entries(allowed)) write(path, text)
  for (const files of Object.values(planted)) for (const [path, text] of Object.entries(files)) write(path, text)
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [cruiser, '--config', config, '--output-type', 'json', 'shared', 'electron', 'renderer', 'test']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 32 << 20 })
  if (!stdout) throw new Error(stderr)
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } } // the cruiser's documented output
  violations = report.summary.violations
}, 30_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('import rules', () => {
  test.each(Object.entries(planted))('%s: a planted violation is found', (rule, files) => {
    const found = violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from)
    expect(Object.keys(files).some((path) => found.includes(path))).toBe(true)
  })

  test('every rule has a planted violation', () => {
    const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string; severity: string }[] }
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(planted).sort())
    expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([])
  })

  test('what the rules allow is not refused', () => {
    expect(violations.filter(({ from }) => Object.hasOwn(allowed, from))).toEqual([])
  })
})

function write(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
