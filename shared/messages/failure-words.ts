import type { Failure, FailureCode } from '../contract/failure.ts'
import type { FailureCatalogue, FailureWords } from './failure-sentence.ts'
import { failureWordsEn } from './failure-words.en.ts'
import { failureWordsPtBr } from './failure-words.pt-BR.ts'

const catalogues: Readonly<Record<'pt-BR' | 'en', FailureCatalogue>> = { 'pt-BR': failureWordsPtBr, en: failureWordsEn }

/** A parameter longer than this says no more to a reader. */
const longestParam = 200

/** @returns a failure in an operator's words; the technical `message` is not part of them */
export function failureWords(failure: Failure, language: 'pt-BR' | 'en'): FailureWords {
  const { sentences, urlProblems } = catalogues[language]
  const fill = (name: string, fallback: string): string => {
    const value = Object.hasOwn(failure.params, name) ? failure.params[name] : undefined
    if (value === undefined || value === '') return fallback
    if (name === 'reason' && Object.hasOwn(urlProblems, value)) return urlProblems[value as keyof typeof urlProblems]
    if (typeof value === 'string') return shown(value)
    if (name === 'since') return clockText(value, language)
    const isSize = sizeCodes.has(failure.code) && sizeParams.has(name)
    return isSize ? bytesText(value, language) : value.toLocaleString(language, { useGrouping: false })
  }
  return sentences[failure.code](fill)
}

/** Where these parameters are numbers, they count bytes. */
const sizeCodes: ReadonlySet<FailureCode> = new Set(['too_large', 'disk_full'])
const sizeParams: ReadonlySet<string> = new Set(['limit', 'needed', 'free'])
/** A moment of these hours: in the zone of the cache, which is written. */
function clockText(instant: number, language: string): string {
  const zone = { timeZone: 'America/Sao_Paulo', hour: '2-digit', minute: '2-digit', hour12: false } as const
  return `${new Intl.DateTimeFormat(language, zone).format(instant)} BRT`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

function bytesText(bytes: number, language: string): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  return `${(bytes / 1024 ** power).toLocaleString(language, { maximumFractionDigits: 1 })} ${units[power]}`
}

/** One line, without signs that could restyle a terminal or reorder the text around them. */
function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
  return plain.length > longestParam ? `${plain.slice(0, longestParam)}…` : plain
}
