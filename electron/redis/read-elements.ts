import { AppError } from '../core/app-error.ts'
import type { CollectionType, Elements } from '../core/ports/key-browser.ts'
import { type Command, type Reply, textOf } from './send-commands.ts'

interface ElementsQuestion {
  readonly command: Command
  /** The command's reply as elements. */
  readonly take: (reply: Reply) => Elements
}

/**
 * One bounded command for some elements of a collection. Where they go on is said by `from`: `<index>` for a list,
 * `<cursor>` or `<cursor>/<skipped>` for what is scanned, the last id for a stream.
 * @throws AppError `bad_input` for a `from` that no answer gave
 */
export function readElements(key: Buffer, type: CollectionType, from: string, count: number): ElementsQuestion {
  if (type === 'list') return fromList(key, from, count)
  if (type === 'stream') return fromStream(key, from, count)
  return scanned(key, type, from, count)
}

function fromList(key: Buffer, from: string, count: number): ElementsQuestion {
  const start = from === '' ? 0 : Number(checked(from, /^\d{1,15}$/))
  return {
    // One more than is given tells whether there is more.
    command: ['LRANGE', key, start, start + count],
    take: (reply) => {
      const items = reply as Buffer[] // as documented for the command
      return {
        rows: items.slice(0, count).map((item) => [item]),
        next: items.length > count ? String(start + count) : null,
      }
    },
  }
}

function fromStream(key: Buffer, from: string, count: number): ElementsQuestion {
  const start = from === '' ? '-' : `(${checked(from, /^\d{1,20}-\d{1,20}$/)}`
  return {
    command: ['XRANGE', key, start, '+', 'COUNT', count],
    take: (reply) => {
      const entries = reply as [Buffer, Buffer[] | null][] // as documented for the command
      const last = entries.at(-1)
      return {
        rows: entries.map(([id, fields]) => [id, fieldsText(fields ?? [])]),
        next: last && entries.length === count ? textOf(last[0]) : null,
      }
    },
  }
}

/** Names and values in turn, as JSON writes them, so that no sign of theirs is taken for one between them. */
function fieldsText(fields: readonly Buffer[]): Buffer {
  const pieces = fields.map((field, index) =>
    Buffer.concat([field, Buffer.from(index % 2 === 0 ? '=' : index === fields.length - 1 ? '' : '  ')]),
  )
  return Buffer.concat(pieces)
}

const scanCommands = { set: 'SSCAN', hash: 'HSCAN', zset: 'ZSCAN' } as const

/**
 * A scan may answer with more than it was asked for (small collections come as a whole): the rest is given by asking the
 * same cursor again and leaving out what was given.
 */
function scanned(key: Buffer, type: keyof typeof scanCommands, from: string, count: number): ElementsQuestion {
  const [cursor = '0', skipText = '0'] = from === '' ? [] : checked(from, /^\d{1,20}(\/\d{1,9})?$/).split('/')
  const skip = Number(skipText)
  return {
    command: [scanCommands[type], key, cursor, 'COUNT', count],
    take: (reply) => {
      const [next, flat] = reply as [Buffer, Buffer[]] // as documented for the command
      const width = type === 'set' ? 1 : 2
      const rows: Buffer[][] = []
      for (let at = skip * width; at < flat.length && rows.length < count; at += width) {
        rows.push(flat.slice(at, at + width))
      }
      const given = skip + rows.length
      if (given * width < flat.length) return { rows, next: `${cursor}/${given}` }
      return { rows, next: textOf(next) === '0' ? null : textOf(next) }
    },
  }
}

function checked(from: string, grammar: RegExp): string {
  if (grammar.test(from)) return from
  throw new AppError('bad_input', 'no answer gave this continuation', { params: { what: 'from' } })
}
