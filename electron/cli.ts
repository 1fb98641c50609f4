import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Argument, Command, CommanderError, Option } from 'commander'
import { failureWords } from '../shared/messages/failure-words.ts'
import { badUsage, collect, wholeNumber } from './commands/arguments.ts'
import {
  type AsideOptions,
  runAsideCommit,
  runAsideDiscard,
  runAsideList,
  runAsideShow,
} from './commands/aside-command.ts'
import { runCheck } from './commands/check-command.ts'
import { type CleanOptions, runClean } from './commands/clean-command.ts'
import { addExamples } from './commands/command-help.ts'
import { type CompareOptions, runCompare } from './commands/compare-command.ts'
import { completionScript } from './commands/completion-command.ts'
import { type ConfigSetOptions, runConfigCheck, runConfigRewrite, runConfigSet } from './commands/config-command.ts'
import type { CommandContext, CommandRun, GlobalOptions } from './commands/context.ts'
import { type DeleteOptions, runDelete } from './commands/delete-command.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './commands/exit-codes.ts'
import { type ExportOptions, runExport } from './commands/export-command.ts'
import { type FetchOptions, runFetch } from './commands/fetch-command.ts'
import { runFreshness } from './commands/freshness-command.ts'
import { type ImportOptions, runImport } from './commands/import-command.ts'
import { type InvalidateOptions, runInvalidate } from './commands/invalidate-command.ts'
import { runJournalList, runJournalVerify } from './commands/journal-command.ts'
import { runKey, runKeyStream } from './commands/key-command.ts'
import { openConnection } from './commands/open-connection.ts'
import { runCloseOperation, runInspect, runUnfinished } from './commands/recovery-command.ts'
import { runScheduleNext, runSchedulePrint } from './commands/schedule-command.ts'
import { runSearch, type SearchOptions } from './commands/search-command.ts'
import { runServer } from './commands/server-command.ts'
import { runShow, type ShowOptions } from './commands/show-command.ts'
import { runStats } from './commands/stats-command.ts'
import { runStatsHistory } from './commands/stats-history-command.ts'
import { runUndo, runUndoList, type UndoOptions } from './commands/undo-command.ts'
import { compose } from './compose.ts'
import { AppError, toFailure } from './core/app-error.ts'
import type { Core } from './core/core.ts'
import { dataFolder } from './storage/data-folder.ts'
import { createStderrLog } from './storage/log.ts'

// The command-line door. Node's switch for trusting any certificate must not reach us, whoever set it.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

// A reader that has seen enough (`pcc stats | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const out = fileURLToPath(new URL('..', import.meta.url))
const packageFile = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
const version = String((JSON.parse(packageFile) as { version: unknown }).version) // our own file

/** Exported for the test that reads its help. */
export const program = new Command('pcc')
  .description('Provider Cache Console without its window: the same core, for cron and scripts.')
  .version(version)
  .addOption(new Option('--url <redis url>', 'an ad-hoc connection, e.g. redis://user:password@host:6379/0; may write'))
  .addOption(new Option('--connection <name>', 'a connection saved in the console'))
  .option('--ca <file>', 'with --url: the authority of the server’s certificate (PEM)')
  .option('--crl <file>', 'with --url: the revocation lists of its authorities (PEM)')
  .option('--cert <file>', 'with --url: a client certificate (PEM), together with --key')
  .option('--key <file>', 'with --url: its private key (PEM, without a passphrase)')
  .option('--read-only', 'with --url: refuse every write')
  .option('--json', 'one JSON document on stdout')
  .addOption(new Option('--lang <language>', 'language of the words').choices(['pt-BR', 'en']))
  .showHelpAfterError('(pcc --help shows the commands)')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .addHelpText(
    'before',
    `Examples:
  pcc key pncp search_v2 '{"keywords": "merenda escolar"}'
  pcc --url redis://127.0.0.1:6379/0 stats --json
  pcc --url redis-sentinel://s1.example,s2.example,s3.example/0#mymaster stats
  pcc --url unix:///run/redis/redis.sock?db=0 stats
  pcc --url redis://127.0.0.1:6379/0 invalidate pncp --family search_v2 --dry-run
  pcc --connection alicit fetch --all
  pcc --connection alicit search '{"keywords": "merenda escolar"}' --provider pncp
  pcc --connection alicit compare --from 2026-11-17 --to 2026-11-23 --csv > procurements.csv
`,
  )
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 bad usage, 3 refused (read-only, not confirmed), 4 partial.')

program
  .command('key [provider] [operation] [params]')
  .description('the cache key that the Python programs make of these parameters')
  .option('--stdin', 'read JSON lines {"provider","operation","params"}, print a key for each')
  .action((provider, operation, params, options: { stdin?: boolean }) =>
    run((context) =>
      options.stdin === true
        ? runKeyStream(context, program.opts<GlobalOptions>().json === true, process.stdin)
        : runKey(
            context,
            [provider, operation, params].filter((value) => value !== undefined),
          ),
    ),
  )

program
  .command('stats')
  .description('keys and bytes per namespace and family')
  .addOption(new Option('--exact', 'measure every key (the default)').conflicts('sample'))
  .option('--sample <n>', 'measure n keys per family; bytes then carry an interval')
  .addOption(new Option('--history', 'the passes kept so far; nothing is walked').conflicts(['exact', 'sample']))
  .option('--days <n>', 'with --history: how far back', '30')
  .action((options: { sample?: string; history?: true; days: string }) =>
    run(async (context) =>
      options.history === true
        ? runStatsHistory(context, wholeNumber('--days', options.days, 1, 1_825))
        : runStats(context, {
            mode: options.sample === undefined ? 'exact' : 'sample',
            sampleSize: options.sample === undefined ? null : wholeNumber('--sample', options.sample, 1, 1_000_000),
          }),
    ),
  )

program
  .command('invalidate <namespace>')
  .description('remove a namespace, or families of it, after a preview')
  .option('--family <name>', 'only this family (repeatable)', collect)
  .addOption(new Option('--dry-run', 'preview only').conflicts('confirm'))
  .option('--confirm <namespace>', 'the namespace once more, to do it')
  .option('--no-undo', 'remove without saving the values first')
  .action((namespace: string, options: InvalidateOptions) =>
    run((context) => runInvalidate(context, namespace, options)),
  )

program
  .command('delete <keys...>')
  .description('remove single keys by their exact names, saved first')
  .option('--base64', 'the names are given as base64: for names that are no text')
  .addOption(new Option('--dry-run', 'show what is there').conflicts('confirm'))
  .option('--confirm', 'do it')
  .option('--no-undo', 'remove without saving the values first')
  .action((keys: string[], options: DeleteOptions) => run((context) => runDelete(context, keys, options)))

program
  .command('show <key>')
  .description('what a key holds, decoded by its content')
  .option('--base64', 'the name is given as base64: for a name that is no text')
  .action((key: string, options: ShowOptions) => run((context) => runShow(context, key, options)))

program
  .command('fetch [providers...]')
  .description("run providers' daily fetch and store it for 25 h")
  .option('--all', 'every provider')
  .option('--day <yyyy-mm-dd>', "a calendar day in the cache's zone (America/Sao_Paulo unless set); today by default")
  .option('--dry-run', 'fetch and compare, store nothing')
  .option('--follow', 'where another console runs it already, look on to its end')
  .option('--provider-url <id=url>', "replace a provider's base address (repeatable)", collect)
  .option('--development', 'allow loopback provider addresses')
  .action((providers: string[], options: FetchOptions) => run((context) => runFetch(context, providers, options)))

const aside = program.command('aside').description('results of fetches that were not stored, and the decision on them')
aside
  .command('list')
  .description('what waits for a decision, newest first')
  .action(() => run(runAsideList))
for (const [name, words, act] of [
  ['show', 'a result beside what a commit would replace', runAsideShow],
  ['commit', 'store it in place of what stands, which an undo bundle keeps', runAsideCommit],
  ['discard', 'remove it for good', runAsideDiscard],
] as const) {
  const command = aside
    .command(`${name} <provider>`)
    .description(words)
    .option('--day <yyyy-mm-dd>', 'a calendar day of the cache; today by default')
    .action((provider: string, options: AsideOptions) => run((context) => act(context, provider, options)))
  if (name !== 'show') command.option('--confirm <provider>', 'the provider once more, to do it')
}

program
  .command('search <filters-json>')
  .description("a combined search: from the cache, or from the providers' own answers, stored for the others")
  .option('--provider <id>', 'only this provider (repeatable); those switched on by default', collect)
  .option('--refresh', 'ask the providers whatever is stored')
  .option('--provider-url <id=url>', "replace a provider's base address (repeatable)", collect)
  .option('--development', 'allow loopback provider addresses')
  .option('--csv', 'one line per record on stdout, safe to open in a spreadsheet')
  .action((filters: string, options: SearchOptions) =>
    run((context) => runSearch(context, filters, withoutJson(options))),
  )

program
  .command('compare')
  .description('cached days of several providers side by side: shared, unique, differing; no provider is asked')
  .requiredOption('--from <yyyy-mm-dd>', 'the first cache day, in America/Sao_Paulo')
  .requiredOption('--to <yyyy-mm-dd>', 'the last one; at most 31 days')
  .option('--provider <id>', 'only this provider (repeatable); all of them by default', collect)
  .option('--csv', 'one line per record on stdout, safe to open in a spreadsheet')
  .action((options: CompareOptions) => run((context) => runCompare(context, withoutJson(options))))

program
  .command('freshness')
  .description("what stands under each provider's daily keys, without a scan")
  .option('--days <n>', 'how many days, today included', '7')
  .action((options: { days: string }) =>
    run(async (context) => runFreshness(context, wholeNumber('--days', options.days, 1, 60))),
  )

program
  .command('undo [bundle]')
  .description('put back what an invalidation removed, never over a newer value')
  .option('--list', 'the bundles of this machine')
  .option('--dry-run', 'show what would come back and what not')
  .option('--retarget <connection>', "restore here what came from another server: this connection's name")
  .action((bundle: string | undefined, options: UndoOptions & { list?: boolean }) =>
    run((context) => (options.list === true ? runUndoList(context) : runUndo(context, bundle, options))),
  )

program
  .command('export <namespace>')
  .description('copy a namespace, or families of it, to a bundle file; nothing on the server changes')
  .option('--family <name>', 'only this family (repeatable)', collect)
  .requiredOption('--out <file>', 'the file to write; one that is there stays')
  .action((namespace: string, options: ExportOptions) => run((context) => runExport(context, namespace, options)))

program
  .command('import <file>')
  .description(
    'put the keys of an exported file, or of the copy of a removal (.pcu), on this server, never over a key that stands',
  )
  .addOption(new Option('--dry-run', 'show what would come in and what not').conflicts('confirm'))
  .option(
    '--confirm <namespace>',
    'the namespace of the file, to do it; of chosen keys of several namespaces their number',
  )
  .option('--retarget <connection>', 'the copy of a removal from another server: the name of this connection')
  .option('--foreign <count>', 'bring the keys outside of the target too, as many as the dry run tells')
  .action((file: string, options: Omit<ImportOptions, 'foreign'> & { readonly foreign?: string }) =>
    run((context) => {
      const { foreign, ...rest } = options
      const number =
        foreign === undefined ? {} : { foreign: wholeNumber('--foreign', foreign, 1, Number.MAX_SAFE_INTEGER) }
      return runImport(context, file, { ...rest, ...number })
    }),
  )

program
  .command('clean')
  .description('keys that break the lifetimes of their families, and keys of no known family')
  .addOption(new Option('--dry-run', 'report only (the default)').conflicts('apply'))
  .option('--apply', 'repair: set lifetimes, remove days past theirs and stale forms; each with an undo bundle')
  .option('--namespace <name>', 'with --apply: only this namespace (repeatable)', collect)
  .option('--rule <rule>', 'with --apply: only this rule (repeatable)', collect)
  .action((options: CleanOptions) => run((context) => runClean(context, options)))

const schedule = program.command('schedule').description('the daily fetch and the weekly clean-up')
schedule
  .command('print')
  .description('the crontab lines or systemd units of this machine; --connection or --url says for which Redis')
  .addOption(new Option('--format <format>', 'for which scheduler').choices(['crontab', 'systemd']).default('crontab'))
  .action((options: { format: 'crontab' | 'systemd' }) =>
    run((context) => runSchedulePrint(context, program.opts<GlobalOptions>(), options.format, machine())),
  )
schedule
  .command('next')
  .description('what runs when')
  .option('--count <n>', 'how many', '5')
  .action((options: { count: string }) =>
    run(async (context) => runScheduleNext(context, wholeNumber('--count', options.count, 1, 100))),
  )

const journal = program.command('journal').description('the record of what was done from this machine')
journal
  .command('list')
  .description('its entries, newest first')
  .option('--limit <n>', 'at most this many', '50')
  .action((options: { limit: string }) =>
    run(async (context) => runJournalList(context, wholeNumber('--limit', options.limit, 1, 1_000_000))),
  )
journal
  .command('unfinished')
  .description('operations whose console ended on the way')
  .action(() => run(runUnfinished))
journal
  .command('inspect <operation>')
  .description('read back what became of the keys of an unfinished removal')
  .action((operation: string) => run((context) => runInspect(context, operation)))
journal
  .command('close <operation>')
  .description('end an unfinished operation in the journal as it stands')
  .action((operation: string) => run((context) => runCloseOperation(context, operation)))
journal
  .command('verify')
  .description('whether its chain of hashes holds')
  .action(() => run(runJournalVerify))

program
  .command('server')
  .description('memory, hit ratio, slow commands by namespace, topology, backups (RDB, AOF)')
  .action(() => run(runServer))

const config = program.command('config').description('settings of the Redis that count for this cache')
config
  .command('check')
  .description('each beside its recommendation')
  .action(() => run(runConfigCheck))
config
  .command('set <name> <value>')
  .description('change one of them; compared with what was seen, read back, journaled')
  .addOption(new Option('--dry-run', 'what it would do').conflicts('confirm'))
  .option('--confirm <name>', 'the parameter once more, to do it')
  .option('--expect <value>', 'only where the server has this value now')
  .action((name: string, value: string, options: ConfigSetOptions) =>
    run((context) => runConfigSet(context, name, value, options)),
  )
config
  .command('rewrite')
  .description("write what is in force to the server's configuration file")
  .option('--confirm <rewrite>', 'the word rewrite, to do it')
  .action((options: { confirm?: string }) => run((context) => runConfigRewrite(context, options.confirm)))

program
  .command('check')
  .description('connection, rights per command, server identity, versions')
  .action(() => run((context) => runCheck(context, { console: version, node: process.versions.node })))

program
  .command('completion')
  .description('a script that completes the words of pcc')
  .addArgument(new Argument('<shell>', 'for which shell').choices(['bash', 'zsh']))
  .action((shell: 'bash' | 'zsh') => void process.stdout.write(completionScript(program, shell)))

addExamples(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  // Help and version were asked for; everything else the parser refuses is bad usage.
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage
}

/** Runs one command and turns its end into words and an exit code. Closes what it opened. */
async function run(command: CommandRun): Promise<void> {
  const { lang, json, ...where } = program.opts<GlobalOptions>()
  const language = languageOf(lang)
  const stop = new AbortController()
  let core: Core | null = null
  let development = false

  const context: CommandContext = {
    language,
    signal: stop.signal,
    say: (text) => process.stderr.write(`${text}\n`),
    print: (document, lines) => process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${lines.join('\n')}\n`),
    async core(options) {
      development = options?.development ?? development
      core ??= await composeFor(options?.urlOverrides ?? {})
      return core
    },
    async connected(options) {
      const composed = await context.core(options)
      if (composed.connections.status().phase === 'none')
        await openConnection(composed, where, development, process.env)
      return composed
    },
  }

  // Once each: the second signal ends the process where it stands.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(new AppError('cancelled', 'interrupted')))
  }
  let exit: ExitCode = exitCodes.failed
  try {
    exit = await command(context)
  } catch (error) {
    const failure = toFailure(error)
    const { what, next } = failureWords(failure, language)
    process.stderr.write(`pcc: ${what} ${next} [${failure.code}]\n`)
    exit = exitCodeOf(failure.code)
  } finally {
    await (core as Core | null)?.close()
  }
  process.exitCode = exit
}

function machine() {
  return {
    node: process.execPath,
    cli: fileURLToPath(import.meta.url),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dataDir: process.env.PCC_DATA_DIR || null,
  }
}

function composeFor(urlOverrides: Readonly<Record<string, string>>): Promise<Core> {
  return compose({
    dataFolder: dataFolder(process.env),
    recordingsFolder: `${out}recordings`,
    log: createStderrLog(),
    publish: () => undefined,
    // The desktop's key store is out of reach without the window: secrets come from the environment here.
    cipher: null,
    env: process.env,
    urlOverrides,
  })
}

function languageOf(given: string | undefined): 'pt-BR' | 'en' {
  if (given === 'pt-BR' || given === 'en') return given
  const system = process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? ''
  return system.startsWith('pt') ? 'pt-BR' : 'en'
}

/** @throws AppError `bad_input` where both forms of one document are asked for */
function withoutJson<Options extends { readonly csv?: boolean }>(options: Options): Options {
  if (options.csv === true && program.opts<GlobalOptions>().json === true) {
    throw badUsage('--csv, --json', 'give one of them')
  }
  return options
}
