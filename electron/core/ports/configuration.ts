import type { Silence } from '../../../shared/contract/server-report.ts'
import type { AppError } from '../app-error.ts'

/** What one node says of its settings, and what a change of them depends on. */
export interface NodeConfiguration {
  /** `host:port` */
  readonly node: string
  /** The parameters asked for that it knows. */
  readonly values: ReadonlyMap<string, string>
  /** Why there are none. */
  readonly silence: Silence | null
  /** '': it runs without one; null: it does not say. */
  readonly configFile: string | null
  readonly usedMemoryBytes: number | null
  readonly systemMemoryBytes: number | null
  /** null where it does not say. */
  readonly uptimeSeconds: number | null
}

export interface SettingOutcome {
  readonly node: string
  /** What stood there just before; null where nothing was sent. */
  readonly from: string | null
  /** Read back; null where that failed. */
  readonly now: string | null
  /** null: the server took it. `unknown_outcome`: no answer came. */
  readonly failure: AppError | null
}

export interface ConfigurationReader {
  /** Asks every primary. @param names - as CONFIG GET names them; never patterns */
  read(names: readonly string[]): Promise<NodeConfiguration[]>
}

/** Writing settings: one primary after the other. */
export interface ConfigurationWriter {
  /** CONFIG SET with what stood before and after. Ends at the first primary that does not take it. */
  set(name: string, value: string): Promise<SettingOutcome[]>
  /** CONFIG REWRITE on every primary: the settings in force go to the configuration file. */
  rewrite(): Promise<{ readonly node: string; readonly failure: AppError | null }[]>
}
