import { z } from 'zod'
import { opportunityOf, type RecordMapping } from './mapping/map-page.ts'
import { pncpOfSiasg } from './mapping/modality.ts'
import { Code } from './mapping/read-records.ts'
import { statusOfWords } from './mapping/status.ts'
import { foldBlanks, textOrNull, valueOrNull } from './mapping/text.ts'

const Text = z.string().nullable()

/** What is mapped of a row of `modulo-legado/1_consultarLicitacao`: SIASG before Lei 14.133; no agency, CNPJ or state. */
const LegacyRecord = z.object({
  id_compra: Code.refine((text) => /^\d{17}$/.test(text), 'expected 17 digits, received other text'),
  modalidade: z.number().nullable(),
  nome_modalidade: Text,
  situacao_aviso: Text,
  valor_estimado_total: z.number().nullable(),
  informacoes_gerais: Text,
  objeto: Text,
  data_abertura_proposta: Text,
  data_entrega_proposta: Text,
  data_publicacao: Text,
  pertence14133: z.boolean().nullable(),
})
type LegacyRecord = z.infer<typeof LegacyRecord>

// Source: the official OpenAPI.
const documented = new Set([
  ...Object.keys(LegacyRecord.shape),
  'identificador',
  'numero_processo',
  'uasg',
  'numero_aviso',
  'tipo_pregao',
  'tipo_recurso',
  'nome_responsavel',
  'funcao_responsavel',
  'numero_itens',
  'valor_homologado_total',
  'endereco_entrega_edital',
  'codigo_municipio_uasg',
  'data_entrega_edital',
  'dt_alteracao',
])

export const legacyRecord: RecordMapping<LegacyRecord> = {
  schema: LegacyRecord,
  idOf: (record) => record.id_compra,
  documented,
  map(record, dates) {
    // Rows of procurements under Lei 14.133 repeat the other module with poorer fields.
    if (record.pertence14133 === true) return null
    const purchase = record.id_compra
    return opportunityOf(
      {
        external_id: purchase,
        title: foldBlanks(record.objeto ?? ''),
        description: textOrNull(record.informacoes_gerais),
        estimated_value: valueOrNull(record.valor_estimado_total),
        region_code: null,
        municipality: null,
        publication_date: dates.read('data_publicacao', record.data_publicacao),
        submission_deadline: dates.read('data_abertura_proposta', record.data_abertura_proposta),
        procuring_entity_id: null,
        procuring_entity_name: null,
      },
      {
        numeroControlePNCP: null,
        idCompra: purchase,
        // `uasg` itself is a number here and has lost its leading zeros: UASG(6) modality(2) number(5) year(4).
        uasg: purchase.slice(0, 6),
        nomeUnidade: null,
        numeroCompra: `${Number(purchase.slice(8, 13))}`,
        anoCompra: Number(purchase.slice(13)),
        codigoIbge: null,
        modalidadeId: pncpOfSiasg(record.modalidade),
        modalidadeNome: textOrNull(record.nome_modalidade),
        status: statusOfWords(record.situacao_aviso),
        situacao: textOrNull(record.situacao_aviso),
        dataAberturaProposta: dates.read('data_entrega_proposta', record.data_entrega_proposta),
        sourceUrl: null,
        usuarioNome: null,
        modulo: 'legado',
      },
    )
  },
}
