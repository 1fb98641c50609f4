import { Redis } from 'ioredis'

const everyMs = 5

export interface Pinger {
  /** @returns the 99th percentile in milliseconds */
  stop(): number
}

/** Another client, asking every 5 ms. A late answer counts for the pings it held up as well. */
export async function startPinger(port: number): Promise<Pinger> {
  const client = new Redis({ host: '127.0.0.1', port })
  await client.ping()
  const waits: number[] = []
  let stopped = false
  const run = async () => {
    let due = performance.now()
    while (!stopped) {
      await client.ping()
      const now = performance.now()
      for (; due <= now; due += everyMs) waits.push(now - due)
      await new Promise((resolve) => setTimeout(resolve, due - now))
    }
    client.disconnect()
  }
  void run()
  return {
    stop() {
      stopped = true
      waits.sort((a, b) => a - b)
      return waits[Math.floor(waits.length * 0.99)] ?? Number.NaN
    },
  }
}
