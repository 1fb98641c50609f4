import { addDays, type CacheDay, daysBetween, parseCacheDay } from '../../../shared/time/cache-day.ts'
import {
  json,
  pageOf,
  type ReplayAnswer,
  type ReplayRequest,
  type ReplayService,
  wholeNumber,
} from './replay-answer.ts'
import {
  appearsOn,
  dayIn,
  daysOf,
  movedControl,
  movedPurchase,
  movedRecord,
  type Recorded,
  textOf,
} from './shift-record.ts'

const dateFields = [
  'dataInclusao',
  'dataPublicacaoPncp',
  'dataAtualizacao',
  'dataAtualizacaoGlobal',
  'dataAberturaProposta',
  'dataEncerramentoProposta',
]

/** Days back in which something that still takes proposals may have been published. */
const openDays = 60

/** The consulta API of PNCP over recordings: `publicacao` and `proposta`, their paging and their errors. */
export function createPncpReplay(recordings: readonly Recorded[]): ReplayService {
  return (request) => {
    const { path, query, today } = request
    if (path === '/v1/contratacoes/publicacao') {
      const [from, to] = [compactDay(query.get('dataInicial')), compactDay(query.get('dataFinal'))]
      if (from === null || to === null) return missing(from === null ? 'dataInicial' : 'dataFinal')
      if (from > to) return refused(422, 'Data Inicial deve ser anterior ou igual à Data Final')
      if (daysBetween(from, to) > 365) return refused(422, 'Período inicial e final maior que 365 dias.')
      if (query.get('codigoModalidadeContratacao') === null) return missing('codigoModalidadeContratacao')
      return answer(request, publishedBetween(recordings, from, to < today ? to : today))
    }
    if (path === '/v1/contratacoes/proposta') {
      const until = compactDay(query.get('dataFinal'))
      if (until === null) return missing('dataFinal')
      const open = publishedBetween(recordings, addDays(today, -openDays), today).filter((record) => {
        const end = dayIn(record.dataEncerramentoProposta)
        return end !== null && end >= today && end <= until
      })
      return answer(request, open)
    }
    return json({ status: 404, error: 'Not Found', path }, 404)
  }
}

function answer({ query }: ReplayRequest, found: readonly Recorded[]): ReplayAnswer {
  const page = wholeNumber(query, 'pagina', 1)
  const size = wholeNumber(query, 'tamanhoPagina', 10)
  if (size !== null && size < 10) return refused(400, 'must be greater than or equal to 10')
  if (page === null || page < 1 || size === null || size > 50) return refused(400, 'Tamanho de página inválido')
  const modality = query.get('codigoModalidadeContratacao')
  const uf = query.get('uf')
  const matching = found.filter(
    (record) =>
      (modality === null || textOf(record.modalidadeId) === modality) && (uf === null || unitOf(record).ufSigla === uf),
  )
  const { records, pages, remaining } = pageOf(matching, page, size)
  if (records.length === 0) return { status: 204, type: 'application/json', body: null }
  const counts = {
    totalRegistros: matching.length,
    totalPaginas: pages,
    numeroPagina: page,
    paginasRestantes: remaining,
  }
  return json({ data: records, ...counts, empty: false })
}

function publishedBetween(recordings: readonly Recorded[], from: CacheDay, to: CacheDay): Recorded[] {
  return daysOf(from, to).flatMap((day) =>
    recordings.filter((record) => appearsOn(identityOf(record), day)).map((record) => onDay(record, day)),
  )
}

function onDay(record: Recorded, day: CacheDay): Recorded {
  const published = dayIn(record.dataPublicacaoPncp) ?? day
  const control = movedControl(textOf(record.numeroControlePNCP), day)
  const moved: Record<string, unknown> = {
    ...movedRecord(record, dateFields, daysBetween(published, day)),
    numeroControlePNCP: control,
    sequencialCompra: Number(control.slice(17, 23)),
    anoCompra: Number(day.slice(0, 4)),
  }
  const purchase = purchaseOf(record)
  if (purchase === null) return moved
  const next = movedPurchase(purchase, day)
  moved.numeroCompra = `${Number(next.slice(8, 13))}`
  if (typeof record.linkSistemaOrigem === 'string')
    moved.linkSistemaOrigem = record.linkSistemaOrigem.replace(purchase, next)
  return moved
}

const identityOf = (record: Recorded) => purchaseOf(record) ?? textOf(record.numeroControlePNCP)

const siasg: Readonly<Record<string, string>> = { 6: '05', 8: '06' }

/** The purchase id of a buyer on the federal platform, from the link or built; null for the others. */
function purchaseOf(record: Recorded): string | null {
  const linked = /[?&]compra=(\d{17})(?!\d)/.exec(textOf(record.linkSistemaOrigem))?.[1]
  if (linked !== undefined) return linked
  const unit = textOf(unitOf(record).codigoUnidade)
  const number = textOf(record.numeroCompra)
  const modality = siasg[textOf(record.modalidadeId)]
  if (record.usuarioNome !== 'Compras.gov.br' || modality === undefined) return null
  if (!/^\d{6}$/.test(unit) || !/^\d{1,5}$/.test(number)) return null
  return `${unit}${modality}${number.padStart(5, '0')}${textOf(record.anoCompra)}`
}

const unitOf = (record: Recorded) => record.unidadeOrgao as Recorded // an object in every recorded answer

function compactDay(text: string | null): CacheDay | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '')
  return match === null ? null : parseCacheDay(`${match[1]}-${match[2]}-${match[3]}`)
}

const refused = (status: 400 | 422, message: string): ReplayAnswer =>
  json({ message, error: status === 400 ? 'Bad Request' : '422 UNPROCESSABLE_ENTITY' }, status)

const missing = (name: string) => refused(400, `Required request parameter '${name}' is not present`)
