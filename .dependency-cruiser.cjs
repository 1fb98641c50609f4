// The import rules of the project, by folder. Every rule is an error, and none has a list of exceptions by file name.
// test/boundaries plants a violation of each and expects its name.

/** A package, wherever it is installed. @param {...string} names */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`

const shared = '^shared/'
const corePorts = '^electron/core/(ports/|app-error\\.ts$)'

const entries = ['^electron/(main|cli|preload)\\.ts$', '^renderer/main\\.tsx$']

/**
 * A folder that may import what matches `allowed` and nothing else. Node's own modules count as matching `node`.
 * @param {string} name @param {string} why @param {string | string[]} from @param {string[]} allowed @param {boolean} [node]
 */
const only = (name, why, from, allowed, node = false) => ({
  name,
  severity: 'error',
  comment: why,
  from: { path: from },
  to: { pathNot: allowed, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
})

/** @param {string} name @param {string} why @param {object} from @param {object} to */
const never = (name, why, from, to) => ({ name, severity: 'error', comment: why, from, to })

module.exports = {
  forbidden: [
    never('no-cycles', 'A cycle, type imports counted, is one module in two files.', {}, { circular: true }),
    never('no-barrels', 'Import the file that defines the thing.', { path: '(^|/)index\\.tsx?$' }, {}),
    never(
      'no-unreached',
      'Every file is reached from a door, the preload, the page or a test.',
      { path: [...entries, '^test/'] },
      { path: '^(shared|electron|renderer)/', pathNot: [...entries, '\\.d\\.ts$'], reachable: false },
    ),
    never(
      'no-tests-in-product',
      'What is delivered stands without its tests and tools.',
      { path: '^(shared|electron|renderer)/' },
      { path: '^(test|scripts)/' },
    ),
    never(
      'doors-are-not-imported',
      'main.ts and cli.ts start the console; what two of them need lives below.',
      {},
      { path: '^electron/(main|cli)\\.ts$' },
    ),

    only('shared-is-pure', 'The ground floor of both towers: no Node, no DOM, no Electron.', shared, [
      shared,
      packages('zod', 'js-md5'),
    ]),
    only('core-knows-no-host', 'The core does not know where it runs.', '^electron/core/', [shared, '^electron/core/']),
    only(
      'redis-is-one-adapter',
      'An adapter knows one foreign thing.',
      '^electron/redis/',
      [shared, '^electron/redis/', corePorts, packages('ioredis')],
      true,
    ),
    only(
      'providers-are-one-adapter',
      'An adapter knows one foreign thing.',
      '^electron/providers/',
      [shared, '^electron/providers/', corePorts, packages('undici', 'cockatiel', 'zod', 'lossless-json')],
      true,
    ),
    only(
      'storage-is-one-adapter',
      'An adapter knows one foreign thing.',
      '^electron/storage/',
      [shared, '^electron/storage/', corePorts, packages('zod')],
      true,
    ),
    only(
      'sandbox-is-one-adapter',
      'An adapter knows one foreign thing.',
      '^electron/sandbox/',
      [shared, '^electron/sandbox/', corePorts],
      true,
    ),
    only('schedule-is-one-adapter', 'An adapter knows one foreign thing.', '^electron/schedule/', [
      shared,
      '^electron/schedule/',
      corePorts,
      packages('croner'),
    ]),
    only('ipc-translates', 'A handler translates and delegates: it sees the core and no adapter.', '^electron/ipc/', [
      shared,
      '^electron/(ipc|core)/',
      packages('electron'),
    ]),
    only('app-knows-electron', 'The window and its security know nothing of ours.', '^electron/app/', [
      '^electron/app/',
      '^(node:)?(path|url|v8)$',
      packages('electron'),
    ]),
    only('preload-is-thin', 'The preload loops over the contract: no logic.', '^electron/preload\\.ts$', [
      '^shared/contract/',
      packages('electron'),
    ]),
    only(
      'commands-call-the-core',
      'A command turns arguments into a call of the core and its answer into text.',
      '^electron/commands/',
      [shared, '^electron/(core|commands)/', '^electron/compose\\.ts$', '^electron/sandbox/local-redis\\.ts$'],
      true,
    ),
    never(
      'electron-above-the-core',
      'Electron is imported by the window door, the preload, app/ and ipc/ alone.',
      { path: '^(electron|shared|renderer)/', pathNot: '^electron/(main\\.ts$|preload\\.ts$|app/|ipc/)' },
      { path: packages('electron') },
    ),
    never(
      'command-line-without-electron',
      'The command line runs in plain Node: Electron may not be reached from it, however far away.',
      { path: '^electron/(cli\\.ts$|compose\\.ts$|commands/)' },
      { path: packages('electron'), reachable: true },
    ),
    never(
      'ioredis-in-one-folder',
      'Topology ends at the Redis adapter.',
      { path: '^(electron|shared|renderer)/', pathNot: '^electron/redis/' },
      { path: packages('ioredis') },
    ),

    never(
      'page-without-backend',
      'The towers meet only in shared/contract.',
      { path: '^renderer/' },
      { path: ['^electron/', packages('electron', 'zod', 'ioredis', 'undici')] },
    ),
    never(
      'page-without-node',
      'The page is sandboxed: it has no Node.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'page-takes-types-of-the-contract',
      'Values of the contract are schemas, and zod stays out of the page.',
      { path: '^renderer/' },
      {
        path: shared,
        pathNot: '^shared/(keys|time|util|opportunity|connection|messages)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'page-parts-know-no-page',
      'The kit gets props: it reads no store and no feature.',
      { path: '^renderer/(ui|lib|bridge|i18n)/' },
      { path: '^renderer/(connection|features|app)/' },
    ),
    never(
      'page-tools-without-react',
      'lib/ and bridge/ are plain functions.',
      { path: '^renderer/(lib|bridge)/' },
      { path: packages('react', 'react-dom') },
    ),
    never(
      'connection-below-features',
      'Every feature may read the connection; it reads none of them.',
      { path: '^renderer/connection/' },
      { path: '^renderer/(features|app)/' },
    ),
    never(
      'features-do-not-talk',
      'One feature asks main to change something; main publishes it; the others refresh.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/(features|app)/', pathNot: '^renderer/features/$1/' },
    ),
    never(
      'recharts-in-charts',
      'The chart library is large and ours to replace: only files named …Chart.tsx know it.',
      { path: '^(electron|shared|renderer)/', pathNot: 'Chart\\.tsx$' },
      { path: packages('recharts') },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type imports count: a layer that knows another's types knows the other.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'] },
  },
}
