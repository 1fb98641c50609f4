import { z } from 'zod'
import { opportunityOf, pncpPage, type RecordMapping } from './mapping/map-page.ts'
import { Code } from './mapping/read-records.ts'
import { statusOfCode } from './mapping/status.ts'
import { foldBlanks, textOrNull, valueOrNull } from './mapping/text.ts'

/** What is mapped of a record of `publicacao` or `proposta`. Fields are always present; null is allowed where seen. */
const PncpRecord = z.object({
  numeroControlePNCP: z.string().min(1),
  anoCompra: z.number().nullable(),
  numeroCompra: z.string().nullable(),
  objetoCompra: z.string(),
  informacaoComplementar: z.string().nullable(),
  orgaoEntidade: z.object({ cnpj: z.string(), razaoSocial: z.string() }),
  unidadeOrgao: z.object({
    codigoUnidade: Code.nullable(),
    nomeUnidade: z.string().nullable(),
    ufSigla: z.string().nullable(),
    municipioNome: z.string().nullable(),
    codigoIbge: Code.nullable(),
  }),
  modalidadeId: z.number(),
  modalidadeNome: z.string().nullable(),
  valorTotalEstimado: z.number().nullable(),
  dataPublicacaoPncp: z.string().nullable(),
  dataAberturaProposta: z.string().nullable(),
  dataEncerramentoProposta: z.string().nullable(),
  situacaoCompraId: Code.nullable(),
  situacaoCompraNome: z.string().nullable(),
  linkSistemaOrigem: z.string().nullable(),
  usuarioNome: z.string().nullable(),
})
type PncpRecord = z.infer<typeof PncpRecord>

// Source: the official OpenAPI of the consulta API, and `emendaParlamentar`, which only live answers have.
const documented = new Set([
  ...Object.keys(PncpRecord.shape),
  'sequencialCompra',
  'processo',
  'orgaoSubRogado',
  'unidadeSubRogada',
  'modoDisputaId',
  'modoDisputaNome',
  'amparoLegal',
  'tipoInstrumentoConvocatorioCodigo',
  'tipoInstrumentoConvocatorioNome',
  'valorTotalHomologado',
  'srp',
  'dataInclusao',
  'dataAtualizacao',
  'dataAtualizacaoGlobal',
  'linkProcessoEletronico',
  'justificativaPresencial',
  'fontesOrcamentarias',
  'emendaParlamentar',
])

export const pncpRecord: RecordMapping<PncpRecord> = {
  schema: PncpRecord,
  idOf: (record) => record.numeroControlePNCP,
  documented,
  map: (record, dates) =>
    opportunityOf(
      {
        external_id: record.numeroControlePNCP,
        title: foldBlanks(record.objetoCompra),
        description: textOrNull(record.informacaoComplementar),
        estimated_value: valueOrNull(record.valorTotalEstimado),
        region_code: textOrNull(record.unidadeOrgao.ufSigla),
        municipality: textOrNull(record.unidadeOrgao.municipioNome),
        publication_date: dates.read('dataPublicacaoPncp', record.dataPublicacaoPncp),
        submission_deadline: dates.read('dataEncerramentoProposta', record.dataEncerramentoProposta),
        procuring_entity_id: textOrNull(record.orgaoEntidade.cnpj),
        procuring_entity_name: textOrNull(record.orgaoEntidade.razaoSocial),
      },
      {
        numeroControlePNCP: record.numeroControlePNCP,
        idCompra: purchaseIdOfLink(record.linkSistemaOrigem),
        uasg: textOrNull(record.unidadeOrgao.codigoUnidade),
        nomeUnidade: textOrNull(record.unidadeOrgao.nomeUnidade),
        numeroCompra: textOrNull(record.numeroCompra),
        anoCompra: record.anoCompra,
        codigoIbge: textOrNull(record.unidadeOrgao.codigoIbge),
        modalidadeId: record.modalidadeId,
        modalidadeNome: textOrNull(record.modalidadeNome),
        status: statusOfCode(record.situacaoCompraId === null ? null : Number(record.situacaoCompraId)),
        situacao: textOrNull(record.situacaoCompraNome),
        dataAberturaProposta: dates.read('dataAberturaProposta', record.dataAberturaProposta),
        sourceUrl: pncpPage(record.numeroControlePNCP),
        usuarioNome: textOrNull(record.usuarioNome),
        modulo: null,
      },
    ),
}

/** The link into Compras.gov.br carries the `idCompra` in its query. */
function purchaseIdOfLink(link: string | null): string | null {
  return /[?&]compra=(\d{17})(?!\d)/.exec(link ?? '')?.[1] ?? null
}
