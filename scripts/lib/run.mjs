import { spawn, spawnSync } from 'node:child_process'

/**
 * Runs a program to its end and keeps what it said.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ ok: boolean, output: string }} standard output and standard error, one after the other
 */
export function tryRun(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    ...options,
  })
  return { ok: status === 0, output: error ? error.message : `${stdout ?? ''}${stderr ?? ''}` }
}

/**
 * Like `tryRun`, for a program that must succeed.
 * @returns {string} its output
 * @throws {Error} with the program's own words
 */
export function run(program, args, options = {}) {
  const { ok, output } = tryRun(program, args, options)
  if (!ok) throw new Error(`${program} ${args.join(' ')}: ${output.trim()}`)
  return output
}

/** npm as the program that started us, else the one on the PATH. @returns {readonly [string, readonly string[]]} */
export function npmCommand() {
  const path = process.env.npm_execpath
  if (path?.endsWith('.js')) return [process.execPath, [path]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

/**
 * Runs a program in the foreground, handing it the signals we get.
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export function runForeground(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const handled of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(handled, forward)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}
