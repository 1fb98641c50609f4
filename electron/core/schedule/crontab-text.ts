import type { LocalPattern } from './local-pattern.ts'

/** One job as a system's own scheduler runs it. */
export interface PlannedCommand {
  readonly title: string
  /** In the zone of the cache. */
  readonly pattern: string
  readonly local: LocalPattern
  /** Program and arguments. */
  readonly command: readonly string[]
}

/**
 * Lines for `crontab -e`. Times are those of the machine's own zone: Debian's cron knows no other.
 * Source: crontab(5): a percent sign ends the command unless escaped.
 */
export function crontabLines(
  jobs: readonly PlannedCommand[],
  { zone, localZone, environment }: { zone: string; localZone: string; environment: Readonly<Record<string, string>> },
): string[] {
  const names = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  return [
    ...names,
    ...jobs.flatMap(({ title, local, command }) => [
      `# ${title} (${zone}); times below are in ${localZone}`,
      ...(local.steady
        ? []
        : [
            `# ${localZone} and ${zone} do not keep the same distance all year: print these again when a clock is moved`,
          ]),
      `${local.pattern} ${command.map(shellWord).join(' ').replaceAll('%', '\\%')}`,
    ]),
  ]
}

/** @returns the word as `sh` reads it back, quoted where it must be */
export function shellWord(word: string): string {
  return /^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
