/** A server setting this console changed and has not put back yet. */
export interface ChangedSetting {
  readonly id: string
  /** `host:port` */
  readonly node: string
  readonly was: string
  readonly set: string
  readonly at: number
}

/** On disk from before the change until after it was put back, so that a console that was killed can say what it left. */
export interface ChangedSettings {
  list(): Promise<ChangedSetting[]>
  add(setting: ChangedSetting): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}
