import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '../core/ports/system.ts'
import { privateFile, privateFolder } from './private-file.ts'

const maxBytes = 4 * 1024 * 1024

type Level = 'info' | 'warn' | 'error'
type Details = Readonly<Record<string, unknown>>

/** One JSON record per line in `console.log`; the former file is kept once as `console.log.1`. */
export function createFileLog(folder: string): Logger {
  const file = join(folder, 'console.log')
  return loggerOf((level, message, details) => {
    try {
      turnOver(file, folder)
      const record = { at: new Date().toISOString(), level, message, ...details }
      appendFileSync(file, `${JSON.stringify(record, plain)}\n`, { mode: privateFile })
    } catch (error) {
      // A log that cannot be written must not end what it reports on; stderr is what is left.
      process.stderr.write(`log: ${String(error)}\n${lineOf(level, message, details)}`)
    }
  })
}

/** For the command line: what needs attention, as a line on stderr. */
export function createStderrLog(): Logger {
  return loggerOf((level, message, details) => {
    if (level !== 'info') process.stderr.write(lineOf(level, message, details))
  })
}

function loggerOf(write: (level: Level, message: string, details: Details) => void): Logger {
  return {
    info: (message, details = {}) => write('info', message, details),
    warn: (message, details = {}) => write('warn', message, details),
    error: (message, details = {}) => write('error', message, details),
  }
}

/** JSON keeps control characters escaped: one record stays one line, and a terminal is never steered by data. */
function lineOf(level: Level, message: string, details: Details): string {
  const tail = Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details, plain)}`
  return `pcc: ${level}: ${message}${tail}\n`
}

/** Errors as their message (a stack names folders), long text cut, big integers as text. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Error) return value.message.slice(0, 2_000)
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? value.slice(0, 2_000) : value
}

function turnOver(file: string, folder: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) mkdirSync(folder, { recursive: true, mode: privateFolder })
  else if (found.size > maxBytes) renameSync(file, `${file}.1`)
  else if ((found.mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(file, privateFile)
}
