import { spawn } from 'node:child_process'
import { inRoot } from './root.mjs'

/**
 * @typedef {object} StepResult
 * @property {boolean} ok
 * @property {string} [output] - shown where it failed
 * @property {{ passed: number, failed: number, notRun: number }} [counts] - where the step ran tests; else it counts as one
 * @property {readonly string[]} [notes] - what the reader should know although it passed
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} [after] - steps that must have ended, however, if they run at all
 * @property {readonly string[]} [needs] - steps that must have passed, if they run at all
 * @property {() => Promise<StepResult>} run
 */

/**
 * Runs steps, three at a time (some of them mostly wait), each when those it waits for are done; prints a line for each.
 * @param {readonly Step[]} steps
 * @returns {Promise<{ passed: number, failed: number, notRun: number }>}
 */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0, notRun: 0 }
  const ended = new Map()
  const waiting = new Set(steps)
  const running = new Set()
  const chosen = new Set(steps.map(({ name }) => name))
  while (waiting.size + running.size > 0) {
    for (const step of waiting) {
      const needs = (step.needs ?? []).filter((name) => chosen.has(name))
      const after = (step.after ?? []).filter((name) => chosen.has(name))
      const lacking = needs.find((name) => ended.get(name) === false)
      if (lacking) {
        waiting.delete(step)
        ended.set(step.name, false)
        total.notRun++
        print(step.name, 0, `not run: ${lacking} failed`)
      } else if (running.size < 3 && [...needs, ...after].every((name) => ended.has(name))) {
        waiting.delete(step)
        const work = runStep(step, total).then((ok) => {
          ended.set(step.name, ok)
          running.delete(work)
        })
        running.add(work)
      }
    }
    if (running.size > 0) await Promise.race(running)
  }
  return total
}

async function runStep(step, total) {
  const startedAt = Date.now()
  const {
    ok,
    output = '',
    counts,
    notes = [],
  } = await step.run().catch((error) => ({ ok: false, output: String(error.stack) }))
  const { passed, failed, notRun } = counts ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, notRun: 0 }
  total.passed += passed
  // A step may fail without a failed test: a broken set-up, a file that does not load.
  total.failed += ok ? failed : Math.max(1, failed)
  total.notRun += notRun
  const words = counts ? ` (${passed} passed, ${failed} failed${notRun ? `, ${notRun} not run` : ''})` : ''
  print(step.name, Date.now() - startedAt, `${ok ? 'ok' : 'FAILED'}${words}`)
  for (const note of notes) process.stdout.write(`  ${note}\n`)
  if (!ok) process.stdout.write(`${output.trimEnd()}\n\n`)
  return ok
}

const print = (name, ms, words) =>
  process.stdout.write(`${name.padEnd(12)}${`${(ms / 1000).toFixed(1)} s`.padStart(8)}  ${words}\n`)

const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

/**
 * Runs Node programs in the checkout, one after the other, until one fails.
 * @param {readonly (readonly string[])[]} commands - script and arguments of each
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<StepResult>}
 */
export async function runNode(commands, options = {}) {
  let output = ''
  for (const command of commands) {
    const { code, text } = await capture(command, options)
    output += text
    if (code !== 0) return { ok: false, output }
  }
  return { ok: true, output }
}

function capture(command, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'], ...options })
    children.add(child)
    let text = ''
    const keep = (chunk) => {
      text += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => {
      children.delete(child)
      resolve({ code, text })
    })
  })
}
