import { BlockList, isIP } from 'node:net'
import { AppError } from '../../core/app-error.ts'

export interface AddressPolicy {
  readonly provider: string
  /** Loopback and private addresses may be asked, by plain http too. Link-local ones (metadata services) never. */
  readonly allowLoopback: boolean
}

/**
 * Checks a base address before anything is sent to it.
 * @param text - an address as an operator typed it
 * @returns the address without a trailing slash in its path
 * @throws AppError `provider_url_refused` with `reason`; the message never repeats a password
 */
export function checkBaseUrl(text: string, policy: AddressPolicy): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw refused(policy.provider, 'no web address')
  if (url.username !== '' || url.password !== '') throw refused(policy.provider, 'a user or password in the address')
  if (url.search !== '' || url.hash !== '') throw refused(policy.provider, 'a query or fragment in the address')
  const host = hostOf(url)
  const place = isLoopbackName(host) ? 'loopback' : isIP(host) === 0 ? 'public' : placeOfAddress(host)
  const reason = refusal(url.protocol, place, policy.allowLoopback)
  if (reason !== null) throw refused(policy.provider, reason)
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

/**
 * Checks an address a host name resolved to: a public name may point into the private network.
 * @throws AppError `provider_url_refused`
 */
export function checkAddress(address: string, policy: AddressPolicy): void {
  const reason = refusal('https:', placeOfAddress(address), policy.allowLoopback)
  if (reason !== null) throw refused(policy.provider, reason)
}

type Place = 'public' | 'loopback' | 'private' | 'never'

function refusal(protocol: string, place: Place, allowLoopback: boolean): string | null {
  if (protocol !== 'https:' && protocol !== 'http:') return 'neither https nor http'
  if (place === 'never') return 'a link-local or reserved address'
  if (place !== 'public') return allowLoopback ? null : `a ${place} address outside a development connection`
  return protocol === 'https:' ? null : 'plain http to a public host'
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

const isLoopbackName = (host: string) => host === 'localhost' || host.endsWith('.localhost')

function placeOfAddress(address: string): Place {
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (loopback.check(address, kind)) return 'loopback'
  if (privateNets.check(address, kind)) return 'private'
  return never.check(address, kind) ? 'never' : 'public'
}

type Net = readonly [net: string, prefix: number, kind: 'ipv4' | 'ipv6']

function blockList(nets: readonly Net[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix, kind] of nets) list.addSubnet(net, prefix, kind)
  return list
}

// Source: IANA special-purpose address registries.
const loopback = blockList([
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
])
const privateNets = blockList([
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
])
const never = blockList([
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
])

const refused = (provider: string, reason: string) =>
  new AppError('provider_url_refused', `the address of ${provider} is refused: ${reason}`, {
    params: { provider, reason },
  })
