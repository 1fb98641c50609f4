import { type CacheDay, daysBetween, parseCacheDay } from '../../../shared/time/cache-day.ts'
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

const contractDates = [
  'dataInclusaoPncp',
  'dataAtualizacaoPncp',
  'dataPublicacaoPncp',
  'dataAberturaPropostaPncp',
  'dataEncerramentoPropostaPncp',
]
const legacyDates = [
  'data_abertura_proposta',
  'data_entrega_edital',
  'data_entrega_proposta',
  'data_publicacao',
  'dt_alteracao',
]

export interface ComprasnetRecordings {
  readonly contracts: readonly Recorded[]
  readonly legacy: readonly Recorded[]
}

/** Compras.gov.br dados abertos over recordings: the lists of the 14.133 module and of the legacy module. */
export function createComprasnetReplay({ contracts, legacy }: ComprasnetRecordings): ReplayService {
  return (request) => {
    const { path, query } = request
    if (path === '/modulo-contratacoes/1_consultarContratacoes_PNCP_14133') {
      const modality = query.get('codigoModalidade')
      if (modality === null) return refused('codigoModalidade: obrigatório')
      const uf = query.get('unidadeOrgaoUfSigla')
      return between(request, 'dataPublicacaoPncpInicial', 'dataPublicacaoPncpFinal', (day) =>
        contracts
          .filter((record) => appearsOn(textOf(record.idCompra), day))
          .filter(
            (record) =>
              textOf(record.codigoModalidade) === modality && (uf === null || record.unidadeOrgaoUfSigla === uf),
          )
          .map((record) => contractOn(record, day)),
      )
    }
    if (path === '/modulo-legado/1_consultarLicitacao') {
      return between(request, 'data_publicacao_inicial', 'data_publicacao_final', (day) =>
        legacy.filter((record) => appearsOn(textOf(record.id_compra), day)).map((record) => legacyOn(record, day)),
      )
    }
    return json({ statusCode: 404, message: 'Resource not found' }, 404)
  }
}

function between(
  { query, today }: ReplayRequest,
  fromName: string,
  toName: string,
  recordsOn: (day: CacheDay) => readonly Recorded[],
): ReplayAnswer {
  const [from, to] = [parseCacheDay(query.get(fromName) ?? ''), parseCacheDay(query.get(toName) ?? '')]
  if (from === null || to === null) return refused(`${from === null ? fromName : toName}: obrigatório`)
  if (daysBetween(from, to) > 365) return refused('Período inicial e final maior que 365 dias.')
  const page = wholeNumber(query, 'pagina', 1)
  const size = wholeNumber(query, 'tamanhoPagina', 10)
  if (page === null || page < 1 || size === null || size < 10 || size > 500) {
    return refused('Informe um número de paginação no intervalo de 10 a 500')
  }
  const found = daysOf(from, to < today ? to : today).flatMap(recordsOn)
  const { records, pages, remaining } = pageOf(found, page, size)
  return json({ resultado: records, totalRegistros: found.length, totalPaginas: pages, paginasRestantes: remaining })
}

function contractOn(record: Recorded, day: CacheDay): Recorded {
  const published = dayIn(record.dataPublicacaoPncp) ?? day
  const control = movedControl(textOf(record.numeroControlePNCP), day)
  const purchase = movedPurchase(textOf(record.idCompra), day)
  return {
    ...movedRecord(record, contractDates, daysBetween(published, day)),
    idCompra: purchase,
    numeroControlePNCP: control,
    sequencialCompraPncp: Number(control.slice(17, 23)),
    anoCompraPncp: Number(day.slice(0, 4)),
    numeroCompra: `${Number(purchase.slice(8, 13))}`,
  }
}

function legacyOn(record: Recorded, day: CacheDay): Recorded {
  const published = dayIn(record.data_publicacao) ?? day
  const purchase = movedPurchase(textOf(record.id_compra), day)
  const number = Number(purchase.slice(8, 13))
  return {
    ...movedRecord(record, legacyDates, daysBetween(published, day)),
    id_compra: purchase,
    identificador: `${purchase.slice(0, 8)}${number}${purchase.slice(13)}`,
    numero_aviso: Number(`${number}${purchase.slice(13)}`),
  }
}

const refused = (detail: string): ReplayAnswer => ({
  ...json({ type: 'about:blank', title: 'Erro de Validação', status: 400, detail }, 400),
  type: 'application/problem+json',
})
