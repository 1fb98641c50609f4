import { z } from 'zod'
import type { Opportunity } from '../../shared/opportunity/opportunity.ts'
import { opportunityOf, type RecordMapping } from './mapping/map-page.ts'
import { pncpOfSiasg, siasgOfName } from './mapping/modality.ts'
import { Code } from './mapping/read-records.ts'
import { statusOfWords } from './mapping/status.ts'
import type { DateReader } from './mapping/stored-date.ts'
import { foldBlanks, textOrNull, valueOrNull } from './mapping/text.ts'

const Text = z.string().nullable()

/** Status and modality were objects in 2019 and are texts now. */
const Words = z
  .union([z.string(), z.object({ descricao: z.string() }).transform((value) => value.descricao)])
  .nullable()

/** What is mapped of a record of `licitacoes`, of today and of 2019. */
const GovbrRecord = z.object({
  id: Code,
  licitacao: z.object({ numero: Code.nullable(), objeto: Text }),
  dataAbertura: Text,
  dataPublicacao: Text,
  situacaoCompra: Words,
  modalidadeLicitacao: Words,
  valor: z.number().nullable(),
  municipio: z
    .object({ codigoIBGE: Code.nullable(), nomeIBGE: Text, uf: z.object({ sigla: Text, nome: Text }).nullable() })
    .nullable(),
  unidadeGestora: z.object({
    codigo: Code,
    nome: Text,
    orgaoVinculado: z.object({ cnpj: Text, nome: Text }).nullable(),
  }),
})
type GovbrRecord = z.infer<typeof GovbrRecord>

const documented = new Set([
  ...Object.keys(GovbrRecord.shape),
  'dataReferencia',
  'dataResultadoCompra',
  'instrumentoLegal',
])

export const govbrRecord: RecordMapping<GovbrRecord> = {
  schema: GovbrRecord,
  idOf: (record) => record.id,
  documented,
  map: mapRecord,
}

function mapRecord(record: GovbrRecord, dates: DateReader): Opportunity {
  const { unidadeGestora: unit, municipio: place, licitacao } = record
  const siasg = siasgOfName(record.modalidadeLicitacao ?? '')
  const number = /^(\d{5})(\d{4})$/.exec(licitacao.numero ?? '')
  return opportunityOf(
    {
      external_id: record.id,
      title: foldBlanks(withoutHead(licitacao.objeto ?? '')),
      description: null,
      estimated_value: valueOrNull(record.valor),
      region_code: stateOf(place?.uf ?? null),
      municipality: textOrNull(place?.nomeIBGE),
      publication_date: dates.read('dataPublicacao', record.dataPublicacao),
      // The day bids are opened is the last day they are taken; its hour is not told.
      submission_deadline: dates.read('dataAbertura', record.dataAbertura),
      procuring_entity_id: textOrNull(unit.orgaoVinculado?.cnpj),
      procuring_entity_name: textOrNull(unit.orgaoVinculado?.nome),
    },
    {
      numeroControlePNCP: null,
      idCompra: purchaseId(unit.codigo, siasg, licitacao.numero),
      uasg: textOrNull(unit.codigo),
      nomeUnidade: textOrNull(unit.nome),
      numeroCompra: number === null ? null : `${Number(number[1])}`,
      anoCompra: number === null ? null : Number(number[2]),
      codigoIbge: textOrNull(place?.codigoIBGE),
      modalidadeId: pncpOfSiasg(siasg),
      modalidadeNome: textOrNull(record.modalidadeLicitacao),
      status: statusOfWords(textOrNull(record.situacaoCompra)),
      situacao: textOrNull(record.situacaoCompra),
      dataAberturaProposta: null,
      sourceUrl: `https://portaldatransparencia.gov.br/licitacoes/${record.id}`,
      usuarioNome: null,
      modulo: null,
    },
  )
}

/** `sigla` and `nome` of the state are swapped today and were not in 2019: the one with two letters is meant. */
function stateOf(uf: { readonly sigla: string | null; readonly nome: string | null } | null): string | null {
  return [uf?.sigla, uf?.nome].find((text) => /^[A-Z]{2}$/.test(text ?? '')) ?? null
}

/** `Objeto: Pregão Eletrônico -  Aquisição…` begins with words of the service, not of the buyer. */
function withoutHead(text: string): string {
  return text.replace(/^\s*Objeto:[^-]{0,80}?\s-\s+/, '')
}

/** UASG(6) modality(2) number and year(9); null where a part is missing or a number is all zeros. */
function purchaseId(unit: string, siasg: number | null, number: string | null): string | null {
  if (siasg === null || !/^\d{6}$/.test(unit) || !/^\d{9}$/.test(number ?? '') || number?.startsWith('00000'))
    return null
  return `${unit}${String(siasg).padStart(2, '0')}${number}`
}
