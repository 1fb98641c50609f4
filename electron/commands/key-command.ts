import { createInterface } from 'node:readline'
import { cacheKey, namespaceGrammar } from '../../shared/keys/cache-key.ts'
import { hash8 } from '../../shared/keys/params-hash.ts'
import { type PyJson, parseLossless } from '../../shared/keys/python-json.ts'
import { AppError } from '../core/app-error.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'

/** `pcc key <provider> <operation> <params-json>`: the key Python would make. Number text is kept: 1 and 1.0 differ. */
export async function runKey(context: CommandContext, args: readonly string[]): Promise<ExitCode> {
  const [provider, operation, params] = args
  if (provider === undefined || operation === undefined || params === undefined) {
    throw new AppError('bad_input', 'key needs <provider> <operation> <params-json>, or --stdin', {
      params: { what: 'pcc key', reason: '<provider> <operation> <params-json> | --stdin' },
    })
  }
  const key = keyOf(provider, operation, parseParams(params))
  context.print({ key }, [key])
  return exitCodes.done
}

/**
 * `pcc key --stdin`: one JSON line `{"provider","operation","params"}` in, one key out. With `--json` each answer is a
 * JSON line. A bad line is answered on stderr and does not end the stream.
 */
export async function runKeyStream(
  context: CommandContext,
  json: boolean,
  input: NodeJS.ReadableStream,
): Promise<ExitCode> {
  let bad = 0
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    try {
      const key = keyOfLine(text)
      process.stdout.write(`${json ? JSON.stringify({ key }) : key}\n`)
    } catch (error) {
      bad += 1
      context.say(`line ${line}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return bad === 0 ? exitCodes.done : exitCodes.badUsage
}

function keyOfLine(text: string): string {
  const value = parseLossless(text)
  if (!(value instanceof Map)) throw new AppError('bad_input', 'a line is one JSON object')
  const members = value as ReadonlyMap<string, PyJson> // a Map is the only object there is
  const provider = members.get('provider')
  const operation = members.get('operation')
  const params = members.get('params')
  if (typeof provider !== 'string' || typeof operation !== 'string' || params === undefined) {
    throw new AppError('bad_input', 'a line needs "provider", "operation" and "params"')
  }
  return keyOf(provider, operation, params)
}

function parseParams(text: string): PyJson {
  try {
    return parseLossless(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('bad_input', `params: ${reason}`, { params: { what: '<params-json>', reason }, cause: error })
  }
}

function keyOf(provider: string, operation: string, params: PyJson): string {
  if (!namespaceGrammar.test(provider)) {
    const shown = provider.slice(0, 64)
    throw new AppError('unknown_namespace', `not a provider name: ${shown}`, { params: { namespace: shown } })
  }
  return cacheKey(provider, operation, hash8(params))
}
