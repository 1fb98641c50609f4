import type { ActiveConnection } from '../connection/active-connection.ts'

/** `host:port`, by which the journal finds a server's settings again: they belong to all its databases. */
export function serverOf({ session }: ActiveConnection): string {
  const { host, port } = session.identity()
  return `${host}:${port}`
}
