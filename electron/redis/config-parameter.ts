import { AppError } from '../core/app-error.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { type Command, send, textOf } from './send-commands.ts'
import { isReplyError, readFailure } from './translate-redis-error.ts'

/** THE commands that change the settings of a server: the project refuses them in any other file. */
export const setCommand = (name: string, value: string): Command => ['CONFIG', 'SET', name, value]
export const rewriteCommand: Command = ['CONFIG', 'REWRITE']

/** @throws AppError `no_permission`, or `server_error` where the server does not know the parameter */
export async function readParameter({ browse, place }: PrimaryNode, name: string): Promise<string> {
  const reply = await send(browse, ['CONFIG', 'GET', name]).catch((error: unknown) => {
    throw readFailure(error, 'CONFIG GET', place)
  })
  if (Array.isArray(reply) && reply.length >= 2) return textOf(reply[1])
  throw new AppError('server_error', `the server has no parameter ${name}`, { params: { ...place, reply: name } })
}

/**
 * Sets a parameter of the running server and reads it back: whatever became of the command, what stands is known.
 * @param isSame - whether the value read means the value set; the server may write it in a form of its own
 * @throws AppError `no_permission`, `server_error`, `unknown_outcome`
 */
export async function setParameter(
  node: PrimaryNode,
  name: string,
  value: string,
  isSame: (read: string, set: string) => boolean,
): Promise<void> {
  const { place } = node
  let failure: unknown = null
  try {
    await send(await node.write(), setCommand(name, value))
  } catch (error) {
    if (isReplyError(error)) throw readFailure(error, 'CONFIG SET', place)
    failure = error
  }
  const stands = await readParameter(node, name)
  if (isSame(stands, value)) return
  if (failure !== null) throw readFailure(failure, 'CONFIG SET', place)
  throw new AppError('unknown_outcome', `${name} was set to ${value} and reads ${stands}`, { params: { ...place } })
}
