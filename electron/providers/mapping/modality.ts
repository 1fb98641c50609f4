import { AppError } from '../../core/app-error.ts'
import { plain } from './text.ts'

/** One modality of PNCP and the code that Compras.gov.br (SIASG) has for it. Source: PNCP's domain tables. */
interface Modality {
  readonly pncp: number
  readonly siasg: number | null
  readonly name: string
}

export const modalities: readonly Modality[] = [
  { pncp: 1, siasg: null, name: 'Leilão - Eletrônico' },
  { pncp: 2, siasg: null, name: 'Diálogo Competitivo' },
  { pncp: 3, siasg: null, name: 'Concurso' },
  { pncp: 4, siasg: 3, name: 'Concorrência - Eletrônica' },
  { pncp: 5, siasg: 3, name: 'Concorrência - Presencial' },
  { pncp: 6, siasg: 5, name: 'Pregão - Eletrônico' },
  { pncp: 7, siasg: 5, name: 'Pregão - Presencial' },
  { pncp: 8, siasg: 6, name: 'Dispensa' },
  { pncp: 9, siasg: 7, name: 'Inexigibilidade' },
  { pncp: 10, siasg: null, name: 'Manifestação de Interesse' },
  { pncp: 11, siasg: null, name: 'Pré-qualificação' },
  { pncp: 12, siasg: null, name: 'Credenciamento' },
  { pncp: 13, siasg: null, name: 'Leilão - Presencial' },
]

/** Names of the older system, which the Portal da Transparência writes out; longer beginnings first. */
const siasgByName: readonly (readonly [beginning: string, siasg: number])[] = [
  ['pregao', 5],
  ['dispensa', 6],
  ['inexigibilidade', 7],
  ['concorrencia internacional', 4],
  ['concorrencia - internacional', 4],
  ['concorrencia', 3],
  ['tomada de preco', 2],
  ['convite', 1],
  ['concurso', 20],
]

/** @returns the SIASG code inside `idCompra` for a modality written out, or null for a name nobody listed */
export function siasgOfName(name: string): number | null {
  const written = plain(name).trim()
  return siasgByName.find(([beginning]) => written.startsWith(beginning))?.[1] ?? null
}

/** @returns PNCP's code for a SIASG code; null where PNCP has none (Convite, Tomada de Preços, RDC) */
export function pncpOfSiasg(siasg: number | null): number | null {
  if (siasg === 20) return 3
  if (siasg === 4) return 4
  return modalities.find((row) => row.siasg === siasg && siasg !== null)?.pncp ?? null
}

/** @returns the name of a PNCP code, with the code before it, as a walk is called */
export function modalityWalk(pncp: number): string {
  const name = modalities.find((row) => row.pncp === pncp)?.name
  return name === undefined ? `${pncp}` : `${pncp} ${name}`
}

/** @returns PNCP codes a search means by `procurement_type`: a code, or the beginning of a name ("pregão") */
export function modalitiesOfType(type: string): number[] {
  const wanted = plain(type).trim()
  if (/^\d+$/.test(wanted)) return modalities.filter((row) => row.pncp === Number(wanted)).map((row) => row.pncp)
  if (wanted === '') return []
  return modalities.filter((row) => plain(row.name).startsWith(wanted)).map((row) => row.pncp)
}

/** @throws AppError `bad_input` where a search names a modality nobody knows: none at all would look like nothing found */
export function searchedModalities(type: string | null): number[] {
  if (type === null || type === '') return modalities.map((row) => row.pncp)
  const codes = modalitiesOfType(type)
  if (codes.length > 0) return codes
  const params = { what: 'procurement_type', reason: type.slice(0, 80) }
  throw new AppError('bad_input', `procurement_type: no modality ${type.slice(0, 80)}`, { params })
}

/** Codes of the settings, checked. @throws AppError `bad_input` */
export function codesOf(what: string, texts: readonly string[], form: RegExp): readonly string[] {
  const odd = texts.find((text) => !form.test(text))
  if (odd === undefined) return texts
  const reason = odd.slice(0, 40)
  throw new AppError('bad_input', `coverage ${what}: ${reason}`, { params: { what, reason } })
}
