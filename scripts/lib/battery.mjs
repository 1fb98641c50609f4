// The acceptance battery, item by item, from the names of the tests: "B28: …", "R38, R47: …", alone or around others.

const named = /^((?:[BRS]\d+)(?:, [BRS]\d+)*): /
const reasonOf = /not run: (.*)$/

/**
 * @param {readonly { assertionResults: readonly Assertion[] }[]} files - as vitest's JSON reporter writes them
 * @returns {string[]} a line for each item: id, pass, fail or not run, what was measured, what was not run
 *
 * @typedef {object} Assertion
 * @property {string} title
 * @property {readonly string[]} ancestorTitles
 * @property {string} status
 * @property {{ figure?: string }} [meta]
 */
export function batteryLines(files) {
  const items = new Map()
  for (const test of files.flatMap(({ assertionResults }) => assertionResults)) {
    for (const id of idsOf(test)) items.set(id, [...(items.get(id) ?? []), test])
  }
  return [...items].sort(([a], [b]) => byId(a, b)).map(([id, tests]) => line(id, tests))
}

/** @param {Assertion} test @returns {boolean} whether a battery line tells that it was not run */
export const isBatteryTest = (test) => idsOf(test).length > 0

function idsOf({ title, ancestorTitles }) {
  const ids = [...ancestorTitles, title].flatMap((name) => named.exec(name)?.[1].split(', ') ?? [])
  return [...new Set(ids)]
}

function line(id, tests) {
  const of = (...states) => tests.filter(({ status }) => states.includes(status))
  const passed = of('passed')
  const result = of('failed').length > 0 ? 'fail' : passed.length > 0 ? 'pass' : 'not run'
  const figures = passed.flatMap(({ meta }) => meta?.figure ?? [])
  const lacking = of('pending', 'skipped', 'todo').map(({ title }) => reasonOf.exec(title)?.[1] ?? title)
  const notRun = lacking.length > 0 ? [`not run: ${lacking.join('; ')}`] : []
  return [id.padEnd(4), result.padEnd(8), [...figures, ...notRun].join('; ')].join(' ').trimEnd()
}

const byId = (a, b) => a[0].localeCompare(b[0]) || Number(a.slice(1)) - Number(b.slice(1))
