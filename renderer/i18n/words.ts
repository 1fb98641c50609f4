import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, createElement, Fragment, type ReactNode, use } from 'react'
import { catalogue, type WordId } from './catalogue.ts'
import { createFormats, type Formats, type ShownZone } from './formats.ts'
import type { Language } from './languages.ts'

/** What fills the places of a message. Numbers are written in the language's own way by `{n, number}` and plurals. */
export type WordParams = Readonly<Record<string, string | number>>

export interface Words {
  readonly language: Language
  readonly formats: Formats
  /** @returns the sentence of an id. @throws if a place of the message gets no value (a fault of the caller) */
  t(id: WordId, params?: WordParams): string
  /** The same with elements in its places, e.g. a name in bold. */
  rich(id: WordId, params: Readonly<Record<string, ReactNode>>): ReactNode
}

const compiled = new Map<string, IntlMessageFormat>()

export function createWords(language: Language, zone: ShownZone): Words {
  const formats = createFormats(language, zone)
  return {
    language,
    formats,
    t: (id, params) => String(messageOf(language, id).format(params)),
    rich(id, params) {
      const parts = messageOf(language, id).format<ReactNode>(params)
      return Array.isArray(parts) ? keyed(parts) : parts
    },
  }
}

export const WordsContext = createContext<Words>(createWords('pt-BR', 'sao-paulo'))

/** The words and formats of the language on screen. */
export function useWords(): Words {
  return use(WordsContext)
}

function messageOf(language: Language, id: WordId): IntlMessageFormat {
  const key = `${language} ${id}`
  const known = compiled.get(key)
  if (known) return known
  const made = new IntlMessageFormat(catalogue[language][id], language, undefined, { ignoreTag: true })
  compiled.set(key, made)
  return made
}

/** Parts of one sentence stand in a fixed order, so their place is their key. */
function keyed(parts: readonly ReactNode[]): ReactNode {
  return parts.map((part, place) => createElement(Fragment, { key: place }, part))
}
