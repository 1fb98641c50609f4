import { z } from 'zod'
import { AppError } from '../../core/app-error.ts'

/** Text or number, as text: codes change their type from service to service and release to release. */
export const Code = z.union([z.string(), z.number()]).transform(String)

export interface RecordsRead<T> {
  readonly records: readonly T[]
  readonly rejected: readonly { readonly id: string; readonly reason: string }[]
  /** Names no documentation mentions. */
  readonly unknown: readonly string[]
}

/**
 * Reads the records of a page one by one: a bad one is rejected by the id it carries, the others stand.
 * @param idOf - the identity as it stands in the raw record
 * @param documented - top-level names that are known, mapped or not
 * @throws AppError `provider_schema_changed` where most records of a page do not fit: that is no bad record
 */
export function readRecords<T>(
  raw: readonly unknown[],
  schema: z.ZodType<T>,
  idOf: (record: Readonly<Record<string, unknown>>) => unknown,
  documented: ReadonlySet<string>,
): RecordsRead<T> {
  const records: T[] = []
  const rejected: { id: string; reason: string }[] = []
  const unknown = new Set<string>()
  let firstError: z.ZodError | null = null
  for (const [index, record] of raw.entries()) {
    const parsed = schema.safeParse(record)
    if (parsed.success) records.push(parsed.data)
    else {
      firstError ??= parsed.error
      rejected.push({ id: idText(record, idOf, index), reason: driftText(parsed.error).text.slice(0, 200) })
    }
    if (isObject(record)) for (const name of Object.keys(record)) if (!documented.has(name)) unknown.add(name)
  }
  if (firstError !== null && raw.length > 2 && rejected.length * 2 > raw.length) throw schemaChanged(firstError)
  return { records, rejected, unknown: [...unknown] }
}

/** @throws AppError `provider_schema_changed` with `field`, `expected` and `got` */
export function readEnvelope<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw schemaChanged(parsed.error)
}

function schemaChanged(error: z.ZodError): AppError {
  const { text, field, expected, got } = driftText(error)
  return new AppError('provider_schema_changed', text, { params: { field, expected, got } })
}

function driftText(error: z.ZodError) {
  const issue = error.issues[0]
  const field = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.').slice(0, 100)
  const expected =
    issue !== undefined && 'expected' in issue ? String(issue.expected) : (issue?.code ?? 'something else')
  const got = /received (\w+)/.exec(issue?.message ?? '')?.[1] ?? 'something else'
  return { text: `field ${field}: expected ${expected}, got ${got}`, field, expected, got }
}

function idText(record: unknown, idOf: (record: Readonly<Record<string, unknown>>) => unknown, index: number): string {
  const id = isObject(record) ? idOf(record) : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 80) : `record ${index + 1} of the page`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
