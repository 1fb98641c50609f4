import type { Redis } from 'ioredis'
import { AppError } from '../core/app-error.ts'
import { send, textOf } from './send-commands.ts'
import { answerOfHello, answerOfInfo, parseInfo, type ServerAnswer } from './server-info.ts'
import { isReplyError, type Place, readFailure } from './translate-redis-error.ts'

/**
 * Asks a server who it is.
 * @throws AppError `server_loading`, `not_redis`, `auth_required`, …
 */
export async function askIdentity(client: Redis, place: Place): Promise<ServerAnswer> {
  const answer = await askByInfo(client, place)
  if (answer.loadingPercent !== null) {
    const percent = Math.floor(answer.loadingPercent)
    const params = { ...place, percent }
    throw new AppError('server_loading', `the server is loading its data, ${percent} %`, { params, retryable: true })
  }
  return answer
}

async function askByInfo(client: Redis, place: Place): Promise<ServerAnswer> {
  try {
    const info = textOf(await send(client, ['INFO']))
    const answer = answerOfInfo(parseInfo(info))
    if (answer) return answer
    throw new AppError('not_redis', 'INFO has no run_id and redis_version', { params: { ...place } })
  } catch (error) {
    if (!isReplyError(error) || !error.message.startsWith('NOPERM')) throw readFailure(error, 'INFO', place)
    return askByHello(client, place)
  }
}

async function askByHello(client: Redis, place: Place): Promise<ServerAnswer> {
  try {
    const reply = await send(client, ['HELLO', 2])
    const fields = new Map<string, string>()
    if (Array.isArray(reply)) {
      for (let i = 0; i + 1 < reply.length; i += 2) fields.set(textOf(reply[i]), textOf(reply[i + 1]))
    }
    return answerOfHello(fields)
  } catch (error) {
    throw readFailure(error, 'INFO', place)
  }
}
