/** @returns an address as it is read and typed: `host:port`, `[::1]:6379`, or the path of a Unix socket alone */
export function addressText({ host, port }: { readonly host: string; readonly port: number | string }): string {
  if (host.startsWith('/') || port === '') return host
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
