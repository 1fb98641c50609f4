import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import aggregateText from './scripts/aggregate-0.lua?raw'
import commitText from './scripts/commit-2.lua?raw'
import commitAsideText from './scripts/commit-aside-4.lua?raw'
import countText from './scripts/count-0.lua?raw'
import discardAsideText from './scripts/discard-aside-2.lua?raw'
import expireText from './scripts/expire-1.lua?raw'
import listText from './scripts/list-0.lua?raw'
import releaseText from './scripts/release-1.lua?raw'
import renewText from './scripts/renew-1.lua?raw'
import takeText from './scripts/take-1.lua?raw'
import tellText from './scripts/tell-2.lua?raw'
import unlinkText from './scripts/unlink-n.lua?raw'
import { type Argument, type Command, type Reply, send, sendAll } from './send-commands.ts'
import { isAtLeast } from './server-info.ts'
import { isReplyError } from './translate-redis-error.ts'

const texts = {
  aggregate: aggregateText,
  commit: commitText,
  commitAside: commitAsideText,
  count: countText,
  discardAside: discardAsideText,
  expire: expireText,
  list: listText,
  release: releaseText,
  renew: renewText,
  take: takeText,
  tell: tellText,
  unlink: unlinkText,
}

export type ScriptName = keyof typeof texts

/** How this user may run scripts that only read; null: not at all. */
export type ReadVerb = 'EVAL_RO' | 'EVAL' | null

/** Tries the verbs from the narrowest right to the widest with a script that needs only TIME, as ours do. */
export async function findReadVerb(client: Redis): Promise<ReadVerb> {
  for (const verb of ['EVAL_RO', 'EVAL'] as const) {
    try {
      await send(client, [verb, "return redis.call('TIME')", 0])
      return verb
    } catch (error) {
      if (!isReplyError(error) || !isDenied(error)) throw error
    }
  }
  return null
}

/**
 * Runs one of our scripts by its digest, and by its text where the server does not know it yet. A refused EVALSHA ran
 * nothing, so sending the text is no second try.
 * @throws the error reply as ioredis gives it
 */
export async function runScript(
  client: Redis,
  name: ScriptName,
  verb: Exclude<ReadVerb, null>,
  version: string,
  keys: readonly Argument[],
  args: readonly Argument[],
): Promise<Reply> {
  const { source, sha } = scriptFor(name, version)
  const byDigest = verb === 'EVAL_RO' ? 'EVALSHA_RO' : 'EVALSHA'
  try {
    return await send(client, [byDigest, sha, keys.length, ...keys, ...args])
  } catch (error) {
    if (!isReplyError(error) || !needsText(error)) throw error
    return send(client, [verb, source, keys.length, ...keys, ...args])
  }
}

/** Keys and arguments of one call of a script. */
export interface ScriptCall {
  readonly keys: readonly Buffer[]
  readonly args: readonly Argument[]
}

/**
 * Runs a writing script once per call, all in one go.
 * @returns a reply per call; an error stands in its call's place
 */
export async function runScriptOnEach(
  client: Redis,
  name: ScriptName,
  version: string,
  calls: readonly ScriptCall[],
): Promise<Reply[]> {
  const { source, sha } = scriptFor(name, version)
  const command = (verb: string, script: string, { keys, args }: ScriptCall): Command => [
    verb,
    script,
    keys.length,
    ...keys,
    ...args,
  ]
  const replies = await sendAll(
    client,
    calls.map((call) => command('EVALSHA', sha, call)),
  )
  const unknown = replies.flatMap((reply, at) => (isReplyError(reply) && needsText(reply) ? [at] : []))
  const again = await sendAll(
    client,
    unknown.map((at) => command('EVAL', source, calls[at] as ScriptCall)), // positions in `calls`
  )
  for (const [at, index] of unknown.entries()) replies[index] = again[at]
  return replies
}

/** The server does not know the digest, or this user may only send texts: nothing ran. */
const needsText = (error: Error) => /^NOSCRIPT|^NOPERM.*evalsha/i.test(error.message)

/** This user may not, or this server cannot. */
const isDenied = (error: Error) => /NOPERM|^ERR unknown command|can't run this command/i.test(error.message)

interface Script {
  readonly source: string
  readonly sha: string
}

const prepared = new Map<string, Script>()

/** The first line names the script's flags; servers before 7.0 do not know it and would not parse it. */
function scriptFor(name: ScriptName, version: string): Script {
  const withFlags = isAtLeast(version, 7, 0)
  const id = `${name} ${withFlags}`
  const known = prepared.get(id)
  if (known) return known
  const source = withFlags ? texts[name] : texts[name].replace(/^#!.*\n/, '\n')
  const script = { source, sha: createHash('sha1').update(source).digest('hex') }
  prepared.set(id, script)
  return script
}
