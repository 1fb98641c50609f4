import type { KeyFacts, OpenedKey, StringContent, ValueRows } from '../../shared/contract/keys.ts'
import { type FamilyName, familyOf } from '../../shared/keys/key-families.ts'
import { readStored } from '../../shared/keys/stored-payload.ts'
import { AppError } from '../core/app-error.ts'
import { toBase64 } from '../core/browse/base64.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { keyBytes } from './key-bytes.ts'
import { bytesText, countText, table } from './text-table.ts'

export interface ShowOptions {
  readonly base64?: boolean
}

type Present = Extract<OpenedKey, { state: 'present' }>

/**
 * `pcc show <key> [--base64]`: what a key holds, decoded by its content within the limits of the Keys screen. Items that
 * do not fit are counted and end with 4.
 */
export async function runShow(context: CommandContext, name: string, options: ShowOptions): Promise<ExitCode> {
  const key = { base64: toBase64(keyBytes(name, options.base64 === true)) }
  const core = await context.connected()
  const opened = await core.keys.open(key)
  if (opened.state === 'gone') {
    throw new AppError('not_found', `no key ${opened.key.label}`, { params: { what: opened.key.label.slice(0, 200) } })
  }
  if (opened.state === 'no_permission' || opened.value.kind === 'no_permission') {
    throw new AppError('no_permission', 'the key may not be read', { params: { command: 'GET, TYPE', user: '' } })
  }
  const { facts, value } = opened
  const content = value.kind === 'string' ? stringDocument(facts, value) : otherDocument(value)
  context.print({ ...factsDocument(facts), ...content }, [
    ...factLines(facts, context.language),
    '',
    ...(value.kind === 'string' ? stringLines(value, context.language) : otherLines(value)),
  ])
  return value.kind === 'string' && (value.opportunities?.invalid ?? 0) > 0 ? exitCodes.partial : exitCodes.done
}

/** The published shape of `pcc show --json`: these, and what the content reads as. */
function factsDocument({ key, namespace, family, type, bytes, length, expiresAt, cachedAt }: KeyFacts) {
  return {
    key: key.label,
    base64: key.base64,
    namespace,
    family: namespace === null ? null : family,
    type,
    bytes,
    length,
    expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    cached_at: cachedAt,
  }
}

function stringDocument(facts: KeyFacts, value: StringContent) {
  const { opportunities, embedding, gzip, text, textCut, json } = value
  return {
    reads_as: readsAs(value),
    gzip: gzip?.state ?? null,
    json: json?.state ?? null,
    ...fitOf(facts, value),
    opportunities: opportunities && {
      total: opportunities.total,
      invalid: opportunities.invalid,
      shown: opportunities.rows.length,
      rows: opportunities.rows,
    },
    embedding: embedding && {
      dimensions: embedding.dimensions,
      said_dimensions: embedding.saidDimensions,
      model: embedding.model,
      preview: embedding.preview,
      norm: embedding.norm,
    },
    text: opportunities || embedding ? null : text,
    text_cut: textCut,
    head_base64: text === null ? value.head : null,
  }
}

/** Whether the value is what its family holds; null where there is no family, or too much of it to judge. */
function fitOf({ namespace, family }: KeyFacts, { text, textCut }: StringContent) {
  const isFamily = namespace !== null && familyOf(namespace, family) !== undefined
  if (!isFamily || text === null || textCut) return { fits_family: null }
  const stored = readStored(family as FamilyName, text) // a row of the table has its name
  // Small enough to be told whole: a group of the same procurement, and the words of a term.
  const isSmall = family === 'deduplication' || family === 'synonyms'
  return { fits_family: stored !== null, ...(isSmall && { payload: stored }) }
}

const otherDocument = (value: Exclude<Present['value'], StringContent>) => ({
  reads_as: value.kind === 'rows' ? value.type : null,
  rows: value.kind === 'rows' ? value.first.rows.map((row) => row.map(({ text }) => text)) : null,
  more: value.kind === 'rows' && value.first.next !== null,
})

function readsAs({ opportunities, embedding, json, text, looksLike }: StringContent): string {
  if (opportunities) return 'opportunities'
  if (embedding) return 'embedding'
  if (json?.state === 'valid') return 'json'
  return text === null ? (looksLike ?? 'binary') : 'text'
}

function factLines(facts: KeyFacts, language: 'pt-BR' | 'en'): string[] {
  const { type, bytes, length, expiresAt } = facts
  const pt = language === 'pt-BR'
  const until = expiresAt === null ? (pt ? 'sem TTL' : 'no TTL') : new Date(expiresAt).toISOString()
  const measure = [type, bytesText(bytes, language), countText(length, language), until].join('  ')
  return [facts.key.label, measure]
}

function stringLines(value: StringContent, language: 'pt-BR' | 'en'): string[] {
  const pt = language === 'pt-BR'
  const { opportunities, embedding, text, textCut } = value
  if (opportunities) {
    const { total, invalid, rows } = opportunities
    const head = pt ? ['id', 'título', 'valor', 'publicado'] : ['id', 'title', 'value', 'published']
    const cells = rows.map((row) => [
      row.externalId,
      row.title.slice(0, 60),
      row.estimatedValue === null ? '–' : new Intl.NumberFormat(language).format(row.estimatedValue),
      row.publishedAt ?? '–',
    ])
    const count = (figure: number) => countText(figure, language)
    const books = pt
      ? `${count(total)} itens, ${count(invalid)} inválidos, ${count(rows.length)} mostrados`
      : `${count(total)} items, ${count(invalid)} invalid, ${count(rows.length)} shown`
    return [...table(head, cells), books]
  }
  if (embedding) {
    const { dimensions, saidDimensions, model, norm, preview } = embedding
    const said = saidDimensions === null || saidDimensions === dimensions ? '' : ` (${saidDimensions}?)`
    return [`${dimensions} dim${said}  ${model ?? '–'}  ‖v‖ ${norm.toPrecision(6)}`, preview ?? '–']
  }
  if (text !== null) return [...text.split('\n'), ...(textCut ? ['…'] : [])]
  return [`${value.looksLike ?? 'binary'}, base64:`, value.head]
}

function otherLines(value: Exclude<Present['value'], StringContent>): string[] {
  if (value.kind !== 'rows') return ['–']
  const { rows, next }: ValueRows = value.first
  return [...rows.map((row) => row.map(({ text }) => text).join('  ')), ...(next === null ? [] : ['…'])]
}
