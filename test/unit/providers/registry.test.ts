import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { providers } from '../../../electron/providers/registry.ts'
import { ProviderInfo } from '../../../shared/contract/provider.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'

describe('the table of providers', () => {
  test('has unique ids, none of them the namespace that spans all', () => {
    const ids = providers.map((provider) => provider.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(unifiedNamespace)
  })

  test.each(providers)('$id can be told apart and described across the border', (provider) => {
    const { id, label, mark, defaultBaseUrl, leastGapMs, coverageDefaults } = provider
    const info = {
      id,
      label,
      mark,
      enabled: true,
      baseUrl: defaultBaseUrl,
      defaultBaseUrl,
      apiKey: 'none',
      leastGapMs,
      coverageDefaults,
    }
    expect(ProviderInfo.parse(info)).toEqual(info)
    for (const other of providers) {
      if (other === provider) continue
      expect(other.mark.colour).not.toBe(mark.colour)
      expect(other.mark.marker).not.toBe(mark.marker)
      expect(other.mark.line).not.toBe(mark.line)
    }
  })

  test.each(providers)('$id refuses coverage it does not know', (provider) => {
    const name = Object.keys(provider.coverageDefaults)[0] ?? ''
    const setup = { baseUrl: provider.defaultBaseUrl, apiKey: 'key', allowLoopback: false, coverage: { [name]: ['*'] } }
    expect(() => provider.open(setup)).toThrow(/coverage/)
  })
})

test('no screen, command, request or rule of the core spells out a provider: a new one needs no edit there', () => {
  const root = new URL('../../../', import.meta.url)
  const spelled = new RegExp(`['"\`](${providers.map(({ id }) => id).join('|')})['"\`]`)
  const folders = ['renderer', 'electron/core', 'electron/commands', 'electron/ipc', 'electron/app', 'shared/contract']
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  expect(files.length).toBeGreaterThan(100)
  const lines = files.flatMap((file) => readFileSync(new URL(file, root), 'utf8').split('\n'))
  expect(lines.filter((line) => spelled.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))).toEqual([])
})
