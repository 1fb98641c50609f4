import { Redis } from 'ioredis'

export interface CommandLoad {
  /** Ends it. @returns what was sent and how fast */
  stop(): Promise<{ readonly commands: number; readonly perSecond: number }>
}

const tickMs = 10

/**
 * Sends so many commands a second: 45 % new keys, 45 % overwrites, 10 % removals, each value with a lifetime. Where the
 * server does not keep up, less is sent: the rate that was reached is told.
 */
export function startCommandLoad(port: number, wantedPerSecond: number): CommandLoad {
  const client = new Redis({ host: '127.0.0.1', port })
  const startedAt = performance.now()
  let commands = 0
  let created = 0
  let removed = 0
  let stopping = false

  async function run(): Promise<void> {
    while (!stopping) {
      const due = Math.floor(((performance.now() - startedAt) / 1_000) * wantedPerSecond) - commands
      const batch = Math.min(due, 2_000)
      if (batch > 0) {
        const pipeline = client.pipeline()
        for (let n = 0; n < batch; n++) add(pipeline, (commands + n) % 20)
        await pipeline.exec()
        commands += batch
      }
      await new Promise((resolve) => setTimeout(resolve, tickMs))
    }
  }

  function add(pipeline: ReturnType<Redis['pipeline']>, turn: number): void {
    const name = (id: number) => `${id % 3 === 0 ? 'govbr' : 'pncp'}:search_v2:load-${id}`
    if (turn < 2 && removed < created) pipeline.del(name(removed++))
    else if (turn < 11 || created === removed) pipeline.set(name(created++), 'x', 'EX', 600)
    else pipeline.set(name(removed + ((turn * 7_919) % (created - removed))), 'y', 'EX', 600)
  }

  const running = run()
  return {
    async stop() {
      stopping = true
      await running
      const seconds = (performance.now() - startedAt) / 1_000
      client.disconnect()
      return { commands, perSecond: commands / seconds }
    },
  }
}
