import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { catalogue, type WordId } from '../../../renderer/i18n/catalogue.ts'
import { languageOf } from '../../../renderer/i18n/languages.ts'
import { createWords } from '../../../renderer/i18n/words.ts'

const ids = Object.keys(catalogue['pt-BR']) as WordId[]

describe('the catalogues', () => {
  test('every message has the same places in both languages', () => {
    const different = ids.filter((id) => placesOf('pt-BR', id).join() !== placesOf('en', id).join())
    expect(different).toEqual([])
  })

  test('no message is empty in one language alone', () => {
    const empty = (language: 'pt-BR' | 'en', id: WordId) => catalogue[language][id].trim() === ''
    expect(ids.filter((id) => empty('pt-BR', id) !== empty('en', id))).toEqual([])
  })

  test('every message is said somewhere', () => {
    const source = sources(join(import.meta.dirname, '../../../renderer'))
    const patterns = [...source.matchAll(/`([a-zA-Z]+\.[^`]*\$\{[^`]*)`/g)].map(
      ([, text = '']) => new RegExp(`^${text.replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`),
    )
    const silent = ids.filter((id) => !source.includes(`'${id}'`) && !patterns.some((pattern) => pattern.test(id)))
    expect(silent).toEqual([])
  })
})

describe('words', () => {
  test('plurals follow the language, and zero is not "one"', () => {
    const pt = createWords('pt-BR', 'sao-paulo')
    const en = createWords('en', 'sao-paulo')
    expect(pt.t('operations.running', { n: 1 })).toBe('1 operação em curso')
    expect(pt.t('operations.running', { n: 1_200 })).toBe('1.200 operações em curso')
    expect(pt.t('settings.summary', { n: 0 })).toBe('nenhuma conexão salva')
    expect(en.t('operations.running', { n: 2 })).toBe('2 operations running')
  })

  test('the language follows the system until somebody chooses', () => {
    expect(languageOf('system', 'en-GB')).toBe('en')
    expect(languageOf('system', 'pt-BR')).toBe('pt-BR')
    expect(languageOf('system', 'de-DE')).toBe('pt-BR')
    expect(languageOf('en', 'pt-BR')).toBe('en')
  })
})

function placesOf(language: 'pt-BR' | 'en', id: WordId): string[] {
  const message = new IntlMessageFormat(catalogue[language][id], language, undefined, { ignoreTag: true })
  const names = new Set<string>()
  collect(message.getAst(), names)
  return [...names].sort()
}

/** Literals (type 0) and `#` (type 7) have no place of their own; plurals hold further elements. */
function collect(elements: ReturnType<IntlMessageFormat['getAst']>, names: Set<string>): void {
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) names.add(element.value)
    if ('options' in element) for (const option of Object.values(element.options)) collect(option.value, names)
  }
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('messages'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}
