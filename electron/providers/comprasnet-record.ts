import { z } from 'zod'
import { opportunityOf, pncpPage, type RecordMapping } from './mapping/map-page.ts'
import { Code } from './mapping/read-records.ts'
import { statusOfCode } from './mapping/status.ts'
import { foldBlanks, textOrNull, valueOrNull } from './mapping/text.ts'

const Text = z.string().nullable()

/** What is mapped of a record of the 14.133 module. The specification requires nothing; only `idCompra` always stands. */
const ComprasnetRecord = z.object({
  /** 17 digits, beyond 2^53: some endpoints send it as a number. */
  idCompra: Code.refine((text) => /^\d{17}$/.test(text), 'expected 17 digits, received other text'),
  numeroControlePNCP: Text,
  anoCompraPncp: z.number().nullable(),
  orgaoEntidadeCnpj: Text,
  orgaoEntidadeRazaoSocial: Text,
  unidadeOrgaoCodigoUnidade: Code.nullable(),
  unidadeOrgaoNomeUnidade: Text,
  unidadeOrgaoUfSigla: Text,
  unidadeOrgaoMunicipioNome: Text,
  unidadeOrgaoCodigoIbge: Code.nullable(),
  numeroCompra: Code.nullable(),
  modalidadeIdPncp: z.number().nullable(),
  modalidadeNome: Text,
  objetoCompra: Text,
  informacaoComplementar: Text,
  situacaoCompraIdPncp: Code.nullable(),
  situacaoCompraNomePncp: Text,
  valorTotalEstimado: z.number().nullable(),
  dataPublicacaoPncp: Text,
  dataAberturaPropostaPncp: Text,
  dataEncerramentoPropostaPncp: Text,
  contratacaoExcluida: z.boolean().nullable(),
})
type ComprasnetRecord = z.infer<typeof ComprasnetRecord>

// Source: the official OpenAPI; it spells one field `unidade_subrogada_municipio_nome`, live answers do not.
const documented = new Set([
  ...Object.keys(ComprasnetRecord.shape),
  'sequencialCompraPncp',
  'codigoOrgao',
  'orgaoEntidadeEsferaId',
  'orgaoEntidadePoderId',
  'orgaoSubrogadoCnpj',
  'orgaoSubrogadoRazaoSocial',
  'orgaoSubrogadoEsferaId',
  'orgaoSubrogadoPoderId',
  'unidadeSubrogadaCodigoUnidade',
  'unidadeSubrogadaNomeUnidade',
  'unidadeSubrogadaUfSigla',
  'unidadeSubrogadaMunicipioNome',
  'unidade_subrogada_municipio_nome',
  'unidadeSubrogadaCodigoIbge',
  'codigoModalidade',
  'srp',
  'modoDisputaIdPncp',
  'codigoModoDisputa',
  'modoDisputaNomePncp',
  'amparoLegalCodigoPncp',
  'amparoLegalNome',
  'amparoLegalDescricao',
  'processo',
  'existeResultado',
  'orcamentoSigilosoCodigo',
  'orcamentoSigilosoDescricao',
  'tipoInstrumentoConvocatorioCodigoPncp',
  'tipoInstrumentoConvocatorioNome',
  'valorTotalHomologado',
  'dataInclusaoPncp',
  'dataAtualizacaoPncp',
])

export const comprasnetRecord: RecordMapping<ComprasnetRecord> = {
  schema: ComprasnetRecord,
  idOf: (record) => record.idCompra,
  documented,
  map: (record, dates) =>
    opportunityOf(
      {
        external_id: record.idCompra,
        title: foldBlanks(record.objetoCompra ?? ''),
        description: textOrNull(record.informacaoComplementar),
        estimated_value: valueOrNull(record.valorTotalEstimado),
        region_code: textOrNull(record.unidadeOrgaoUfSigla),
        municipality: textOrNull(record.unidadeOrgaoMunicipioNome),
        publication_date: dates.read('dataPublicacaoPncp', record.dataPublicacaoPncp),
        submission_deadline: dates.read('dataEncerramentoPropostaPncp', record.dataEncerramentoPropostaPncp),
        procuring_entity_id: textOrNull(record.orgaoEntidadeCnpj),
        procuring_entity_name: textOrNull(record.orgaoEntidadeRazaoSocial),
      },
      {
        numeroControlePNCP: textOrNull(record.numeroControlePNCP),
        idCompra: record.idCompra,
        uasg: textOrNull(record.unidadeOrgaoCodigoUnidade),
        nomeUnidade: textOrNull(record.unidadeOrgaoNomeUnidade),
        numeroCompra: textOrNull(record.numeroCompra),
        anoCompra: record.anoCompraPncp,
        codigoIbge: textOrNull(record.unidadeOrgaoCodigoIbge),
        modalidadeId: record.modalidadeIdPncp,
        modalidadeNome: textOrNull(record.modalidadeNome),
        status:
          record.contratacaoExcluida === true ? 'removed' : statusOfCode(Number(record.situacaoCompraIdPncp ?? 0)),
        situacao: textOrNull(record.situacaoCompraNomePncp),
        dataAberturaProposta: dates.read('dataAberturaPropostaPncp', record.dataAberturaPropostaPncp),
        sourceUrl: pncpPage(record.numeroControlePNCP),
        usuarioNome: null,
        modulo: '14133',
      },
    ),
}
