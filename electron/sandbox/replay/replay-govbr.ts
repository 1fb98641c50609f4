import { addDays, type CacheDay, daysBetween, parseCacheDay } from '../../../shared/time/cache-day.ts'
import { json, pageOf, type ReplayService, wholeNumber } from './replay-answer.ts'
import { appearsOn, dayIn, daysOf, hashOf, movedPurchase, movedRecord, type Recorded, textOf } from './shift-record.ts'

const dateFields = ['dataAbertura', 'dataPublicacao', 'dataReferencia', 'dataResultadoCompra']

/** Fixed by the service. */
const pageSize = 15

/** The Portal da Transparência over recordings: the list of `licitacoes` of one body, by the day bids are opened. */
export function createGovbrReplay(recordings: readonly Recorded[]): ReplayService {
  return ({ path, query, header, today }) => {
    if (!header('chave-api-dados')) {
      return { status: 403, type: 'text/html', body: '<!DOCTYPE HTML><HTML><BODY><H1>403 ERROR</H1></BODY></HTML>' }
    }
    if (path !== '/api-de-dados/licitacoes') return json({ 'Erro na API': 'Não encontrado.' }, 404)
    const [from, to] = [brazilianDay(query.get('dataInicial')), brazilianDay(query.get('dataFinal'))]
    const body = query.get('codigoOrgao')
    const page = wholeNumber(query, 'pagina', 1)
    if (from === null || to === null || body === null || page === null || page < 1) {
      return json({ 'Erro na API': 'Filtros mínimos: período, órgão e página.' }, 400)
    }
    if (daysBetween(from, to) > 30) return json({ 'Erro na API': 'O período deve ser de no máximo 1 mês.' }, 400)
    const found = daysOf(from, to).flatMap((opening) =>
      recordings
        .filter((record) => bodyOf(record) === body)
        .flatMap((record) => openedOn(record, opening, today) ?? []),
    )
    return json(pageOf(found, page, pageSize).records)
  }
}

/** @returns the record as it would be opened on that day, or null where it was not published, or not yet */
function openedOn(record: Recorded, opening: CacheDay, today: CacheDay): Recorded | null {
  const recordedOpening = dayIn(record.dataAbertura)
  const recordedPublication = dayIn(record.dataPublicacao)
  if (recordedOpening === null || recordedPublication === null) return null
  const published = addDays(opening, -daysBetween(recordedPublication, recordedOpening))
  const purchase = purchaseOf(record)
  if (published > today || !appearsOn(purchase, published)) return null
  return {
    ...movedRecord(record, dateFields, daysBetween(recordedPublication, published)),
    id: 1_000_000_000 + (hashOf(`${textOf(record.id)} id ${published}`) % 900_000_000),
    licitacao: { ...bidOf(record), numero: movedPurchase(purchase, published).slice(8) },
  }
}

/** Every recorded record is a Pregão (05) but the one Dispensa (06). */
function purchaseOf(record: Recorded): string {
  const modality = textOf(record.modalidadeLicitacao).startsWith('Dispensa') ? '06' : '05'
  return `${textOf(unitOf(record).codigo)}${modality}${textOf(bidOf(record).numero)}`
}

// Objects in every recorded answer.
const unitOf = (record: Recorded) => record.unidadeGestora as Recorded
const bidOf = (record: Recorded) => record.licitacao as Recorded
const bodyOf = (record: Recorded) => textOf((unitOf(record).orgaoVinculado as Recorded).codigoSIAFI)

function brazilianDay(text: string | null): CacheDay | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '')
  return match === null ? null : parseCacheDay(`${match[3]}-${match[2]}-${match[1]}`)
}
