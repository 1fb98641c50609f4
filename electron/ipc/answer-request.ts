import type { Failure } from '../../shared/contract/failure.ts'
import { type Handlers, type MethodName, methods } from '../../shared/contract/methods.ts'
import { failed, ok, type Result } from '../../shared/util/result.ts'
import { AppError, toFailure } from '../core/app-error.ts'

/** One request may carry this much text, counted before it is parsed; answers are bounded by their schemas. */
const maxInputCharacters = 1_000_000

/**
 * Answers one request from the page: known method? input parses? then the handler. Never throws: a failure is data.
 * @param method - untrusted
 * @param input - untrusted; anything the structured clone carries
 */
export async function answerRequest(handlers: Handlers, method: unknown, input: unknown): Promise<Result<unknown>> {
  if (typeof method !== 'string' || !Object.hasOwn(methods, method)) {
    return failed(badInput('method', 'no such request'))
  }
  const name = method as MethodName // hasOwn just proved it
  if (sizeOf(input) > maxInputCharacters) return failed(badInput(name, 'the input is too large'))
  const parsed = methods[name].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return failed(
      badInput(`${name}${issue ? ` ${issue.path.join('.')}` : ''}`.slice(0, 120), issue?.message ?? 'invalid'),
    )
  }
  try {
    // The table pairs each input with its own handler; TypeScript cannot carry that pairing through a variable name.
    const handler = handlers[name] as (input: unknown) => Promise<unknown>
    return ok(await handler(parsed.data))
  } catch (error) {
    return failed(toFailure(error))
  }
}

function badInput(what: string, reason: string): Failure {
  return toFailure(new AppError('bad_input', `${what}: ${reason}`, { params: { what, reason: reason.slice(0, 200) } }))
}

/** Counts text in a cloned value without building it; cyclic and deep values count as too large. */
function sizeOf(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 1
  if (depth > 32) return Number.POSITIVE_INFINITY
  if (ArrayBuffer.isView(value)) return value.byteLength
  let size = 1
  for (const [key, member] of Object.entries(value)) {
    size += key.length + sizeOf(member, depth + 1)
    if (size > maxInputCharacters) break
  }
  return size
}
